package io.governance.examples.faults.shop;

/** Threads that want all the processors they can get, for ever. */
final class Spinners {
    private volatile long turns;

    void start(int count) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(this::spin, "spinner-" + i);
            thread.setDaemon(true);
            thread.start();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only there so that the loop has an effect
    private void spin() {
        while (turns >= 0) {
            turns++;
        }
    }
}
