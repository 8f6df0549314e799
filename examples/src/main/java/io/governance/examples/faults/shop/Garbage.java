package io.governance.examples.faults.shop;

import java.util.concurrent.TimeUnit;

/** Allocates at a steady rate and keeps 32 MB of it for a while, so that the collector always has work. */
final class Garbage {
    private static final int KEPT = 512;
    private static final int BYTES = 64 * 1024;
    private static final int PIECES_OF_A_MEGABYTE = 16;
    private static final int ROUNDS_A_SECOND = 50;

    private final byte[][] kept = new byte[KEPT][];

    /** Starts to litter; never ends. */
    void start(int megabytesPerSecond) {
        Thread thread =
                new Thread(() -> litter(megabytesPerSecond * PIECES_OF_A_MEGABYTE / ROUNDS_A_SECOND), "litterer");
        thread.setDaemon(true);
        thread.start();
    }

    private void litter(int piecesInARound) {
        try {
            for (int turn = 0; ; ) {
                for (int piece = 0; piece < piecesInARound; piece++) {
                    kept[turn] = new byte[BYTES];
                    turn = (turn + 1) % KEPT;
                }
                TimeUnit.MILLISECONDS.sleep(TimeUnit.SECONDS.toMillis(1) / ROUNDS_A_SECOND);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
