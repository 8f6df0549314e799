package io.governance.instance;

/** Work that costs CPU time and nothing else. */
final class Burning {
    private static volatile long sink;

    private Burning() {}

    static void burn(int units) {
        long x = 88_172_645_463_325_252L + units;
        for (int i = 0; i < units * 5_000; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        sink = x;
    }

    static void left() {
        long x = sink | 1;
        for (int i = 0; i < 300_000; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        sink = x;
    }

    static void right() {
        long x = sink | 1;
        for (int i = 0; i < 300_000; i++) {
            x = x * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            x ^= x >>> 29;
        }
        sink = x;
    }
}
