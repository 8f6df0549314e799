package io.governance.db;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pattern of one shape in one operation, over all calls that showed it. Its stacks are read off the hot path. */
final class Observed {
    /** What tells observations apart. */
    record Key(String subject, Shape shape, Pattern pattern) {}

    /** Executions in one call that came from one place. */
    record Place(CallSite site, int executions) {}

    private static final int PLACES = 8;
    private static final int STACKS_READ = 16;
    private static final int STACKS_OF_A_SCATTER = 4;

    private final Key key;
    private final Map<CallSite, Integer> places = new LinkedHashMap<>();
    private Throwable @Nullable [] pending;
    private int pendingExecutions;
    private int stacksRead;
    private int scattered;
    private long calls;
    private int executions;
    private int distinct;
    private long nanos;
    private long seenAtNanos;
    private @Nullable Shape parent;
    private @Nullable Shape before;

    Observed(Key key) {
        this.key = key;
    }

    synchronized void add(Repetition one, int times, long atNanos) {
        calls++;
        seenAtNanos = atNanos;
        if (times >= executions) {
            executions = times;
            distinct = one.distinct();
            nanos = one.nanos;
            parent = one.parent;
            before = one.before;
        }
        if (pending == null && stacksRead < STACKS_READ) {
            pending = one.stacks();
            pendingExecutions = times;
        }
    }

    /** Resolves the stacks that wait; slow, so never on a thread of the application. */
    synchronized List<Place> places(List<String> libraries, int frames) {
        Throwable[] stacks = pending;
        if (stacks != null && stacks.length > 0) {
            pending = null;
            stacksRead++;
            Map<CallSite, Integer> seen = new LinkedHashMap<>();
            for (Throwable stack : stacks) {
                seen.merge(CallSite.of(stack, libraries, frames), 1, Integer::sum);
            }
            note(seen, stacks.length);
        }
        List<Place> all = new ArrayList<>();
        places.forEach((site, count) -> all.add(new Place(site, count)));
        all.sort(Comparator.comparingInt(Place::executions).reversed());
        return all;
    }

    private void note(Map<CallSite, Integer> seen, int stacks) {
        boolean isEachElsewhere = seen.size() == stacks && !seen.containsKey(CallSite.NOWHERE);
        boolean isUndecided = places.isEmpty() && scattered > 0 && stacks < STACKS_OF_A_SCATTER;
        if (needsOnePlace() && isEachElsewhere && (isUndecided || stacks >= STACKS_OF_A_SCATTER)) {
            scattered++;
            return;
        }
        seen.forEach((site, count) -> {
            if (places.containsKey(site) || places.size() < PLACES) {
                places.merge(site, share(count, stacks), Math::max);
            }
        });
    }

    /** A loop is in one place; the same question again is one wherever it is asked. */
    private boolean needsOnePlace() {
        return key.pattern() == Pattern.N_PLUS_ONE || key.pattern() == Pattern.UNBATCHED_WRITES;
    }

    /** Whether each execution that was looked at came from another place, so that there is no loop. */
    synchronized boolean isScattered() {
        return scattered > 0 && places.isEmpty();
    }

    private int share(int count, int of) {
        return (int) Math.round((double) pendingExecutions * count / of);
    }

    Key key() {
        return key;
    }

    synchronized boolean isOlderThan(long nanosAgo, long nowNanos) {
        return nowNanos - seenAtNanos > nanosAgo;
    }

    synchronized int executions() {
        return executions;
    }

    synchronized Map<String, String> evidence() {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("repetitions", Integer.toString(executions));
        String more = distinct >= Repeats.LIMIT ? " or more" : "";
        evidence.put("distinctParameters", distinct + more);
        evidence.put("calls", Long.toString(calls));
        evidence.put("millisInCall", String.format(java.util.Locale.ROOT, "%.3f", nanos / 1e6));
        evidence.put("fingerprint", key.shape().fingerprint);
        if (parent != null) {
            evidence.put("parentStatement", parent.fingerprint);
        } else if (before != null) {
            evidence.put("statementBefore", before.fingerprint);
        }
        return evidence;
    }
}
