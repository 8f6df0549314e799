package io.governance.examples.faults.shop;

/** Threads that allocate as fast as they can and keep a part of it, so that the collector always has work. */
final class Garbage {
    private static final int KEPT = 512;
    private static final int BYTES = 64 * 1024;

    private final byte[][] kept = new byte[KEPT][];

    /** Starts threads that keep 32 MB among them. */
    void start(int count) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(this::litter, "litterer-" + i);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void litter() {
        for (int turn = 0; !Thread.currentThread().isInterrupted(); turn = (turn + 1) % KEPT) {
            kept[turn] = new byte[BYTES];
        }
    }
}
