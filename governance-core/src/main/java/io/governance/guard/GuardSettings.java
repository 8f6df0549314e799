package io.governance.guard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a guard is built from, with its defaults; what is wrong with it is said all at once. */
final class GuardSettings {
    private static final Duration SHORTEST_OPEN = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    final String name;
    int retries;
    Duration pause = Duration.ofMillis(10);

    @Nullable
    Duration longestPause;

    int budgetPercent = 10;
    int budgetFloor = 10;
    int concurrent = 64;
    int failurePercent = 50;
    int breakerCalls = 20;
    Duration openFor = Duration.ofSeconds(5);

    @Nullable
    Duration timeLimit;

    int rate = 1;

    @Nullable
    Duration ratePer;

    Predicate<? super Exception> countsAsFailure = failure -> true;
    DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
    Pauses pauses = Pauses.real();

    GuardSettings(String name) {
        this.name = name;
    }

    Duration longestPause() {
        if (longestPause != null) {
            return longestPause;
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? pause : LONGEST_PAUSE;
    }

    void check(String operation) {
        List<String> problems = new ArrayList<>();
        if (name.isBlank()) {
            problems.add("name: found a blank one, expected the dependency, such as price");
        }
        atLeast(problems, "retries", retries, 0);
        atLeast(problems, "concurrent", concurrent, 1);
        atLeast(problems, "ofCalls", breakerCalls, 1);
        percent(problems, "percentFailed", failurePercent, 1);
        if (timeLimit != null) {
            positive(problems, "timeLimit", timeLimit);
        }
        if (pause.isNegative()) {
            problems.add("pause: found " + pause + ", expected 0 or more");
        }
        if (openFor.compareTo(SHORTEST_OPEN) < 0) {
            problems.add("open: found " + openFor + ", expected a millisecond or more");
        }
        if (longestPause != null && longestPause.compareTo(pause) < 0) {
            problems.add("longestPause: found " + longestPause + ", expected the pause of " + pause + " or more");
        }
        percent(problems, "budgetPercent", budgetPercent, 0);
        atLeast(problems, "budgetFloor", budgetFloor, 0);
        atLeast(problems, "rate", rate, 1);
        if (ratePer != null) {
            positive(problems, "ratePer", ratePer);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "guard '" + name + "' of " + operation + " cannot be built:\n  " + String.join("\n  ", problems));
        }
    }

    private static void atLeast(List<String> problems, String key, int found, int least) {
        if (found < least) {
            problems.add(key + ": found " + found + ", expected " + least + " or more");
        }
    }

    private static void percent(List<String> problems, String key, int found, int least) {
        if (found < least || found > 100) {
            problems.add(key + ": found " + found + ", expected " + least + " to 100");
        }
    }

    private static void positive(List<String> problems, String key, Duration found) {
        if (found.isNegative() || found.isZero()) {
            problems.add(key + ": found " + found + ", expected more than zero");
        }
    }
}
