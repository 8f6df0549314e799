package io.governance.examples.orderdesk;

/** There is no customer with this number. */
public final class UnknownCustomerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Names the customer that was asked for. */
    public UnknownCustomerException(long customer) {
        super("there is no customer " + customer);
    }
}
