package io.governance.examine;

import io.governance.instance.Profile;
import io.governance.judge.Area;
import io.governance.leak.AllocationSites;
import io.governance.measure.Operations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an examination sees when it may watch for a while, by JFR: where the threads run, by operation, and where the
 * objects were allocated that outlived a collection meanwhile. Immutable.
 *
 * @param profile where the threads ran
 * @param sites where the survivors came from, those with the most samples first; empty without a collection meanwhile
 */
record CloserLook(Profile profile, List<AllocationSites.Site> sites) {
    private static final int MOST_OPERATIONS = 5;
    private static final int MOST_FRAMES = 3;
    private static final int MOST_SITES = 5;

    /** Watches; blocks the caller for so long, and about a second more. */
    static CloserLook take(Operations operations, Duration length) throws InterruptedException {
        try (AllocationSites allocated = AllocationSites.start()) {
            return new CloserLook(Profile.take(operations, length), allocated.stop());
        }
    }

    /** Returns what it has to say of an area of the protocol. */
    static List<String> figures(@Nullable CloserLook look, Area area) {
        if (look == null) {
            return List.of();
        }
        return switch (area) {
            case CPU -> look.running();
            case MEMORY_LEAKS -> look.survivors();
            default -> List.of();
        };
    }

    private List<String> running() {
        List<String> lines = new ArrayList<>();
        for (Profile.Part part : profile.parts().stream().limit(MOST_OPERATIONS).toList()) {
            String frames = String.join(
                    ", ",
                    part.frames().stream()
                            .limit(MOST_FRAMES)
                            .map(spot -> percent(spot.share()) + " in "
                                    + spot.frame().text())
                            .toList());
            lines.add(percent(part.share()) + " of the samples of " + seconds() + " in " + part.operation() + ": "
                    + frames);
        }
        if (lines.isEmpty()) {
            lines.add("no thread was seen running in " + seconds());
        }
        return lines;
    }

    private List<String> survivors() {
        return sites.stream()
                .limit(MOST_SITES)
                .map(site -> site.samples() + " sampled " + site.type() + " outlived a collection within " + seconds()
                        + ", from " + site.place())
                .toList();
    }

    private String seconds() {
        return String.format(Locale.ROOT, "%.1f s", profile.length().toMillis() / 1e3);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
