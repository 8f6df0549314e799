package io.governance.examples.faults.shop;

import io.governance.Governance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that an instance can be told to do to itself. */
final class Mischief {
    private final @Nullable Discounts discounts;
    private final PoolHog hog = new PoolHog();
    private final Spinners spinners = new Spinners();
    private final Garbage garbage = new Garbage();
    private final Wave wave;

    Mischief(Governance governance, @Nullable Discounts discounts) {
        this.discounts = discounts;
        this.wave = new Wave(governance);
    }

    /** Obeys a line such as {@code spin 16}, and says what became of it. */
    String obey(String line) {
        List<String> words = List.of(line.split(" ", -1));
        try {
            switch (words.get(0)) {
                case "hog" -> hog.take(database());
                case "unhog" -> hog.giveBack();
                case "spin" -> spinners.start(Integer.parseInt(words.get(1)));
                case "litter" -> garbage.start(Integer.parseInt(words.get(1)));
                case "wave" -> wave.start();
                case "calm" -> wave.stop();
                default -> {
                    return "unknown: " + line;
                }
            }
            return "done " + line;
        } catch (Exception e) {
            return "failed " + line + ": " + e;
        }
    }

    private Discounts database() {
        if (discounts == null) {
            throw new IllegalStateException("this instance has no database");
        }
        return discounts;
    }
}
