package io.governance.examples.orderdesk;

/** A part that can be ordered. */
public record Part(long number, String name, String brand) {
    /** Returns how the part is called on the dashboard. */
    public String label() {
        return name + " (" + brand + ")";
    }
}
