package io.governance.leak;

import io.governance.judge.Area;
import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.measure.Time;
import io.governance.settings.Setting;
import io.governance.settings.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches the live set of this JVM and says whether it leaks: every governance has one, as an examiner.
 *
 * <p>Thread-safe. Listens to collections on the JVM's own thread and keeps an hour block of each hour of the last 14
 * days (about 7 kB); judges once an hour. Growth alone is never more than an info.
 */
public final class LeakWatch implements Examiner, AutoCloseable {
    /** Setting that allows class histograms on suspicion: {@code true} or {@code false}. */
    public static final Setting<Boolean> CLASS_HISTOGRAM = Setting.of(
            "governance.leak.class-histogram",
            Unit.FLAG,
            false,
            "whether a class histogram may be taken on suspicion of a leak, once in six hours; it stops the JVM for a"
                    + " moment");

    private static final int MOST_BOUNDED = 1_000;
    private static final String SUBJECT = "heap";

    private record Judged(long hour, LeakVerdict verdict) {}

    private final Time time;
    private final BiConsumer<String, Throwable> complaints;
    private final @Nullable GrowingClasses classes;
    private final List<LongSupplier> bounded = new CopyOnWriteArrayList<>();
    private final @Nullable LiveSetSampler sampler;
    private volatile LiveSets sets;
    private volatile long sampledNanos;
    private volatile Judged judged;

    private LeakWatch(Builder builder, LiveSets empty, @Nullable OldGeneration old) {
        this.time = builder.time;
        this.complaints = builder.complaints;
        this.classes = builder.isHistogramAllowed ? new GrowingClasses(builder.histogram, builder.executor) : null;
        this.sets = empty;
        this.sampledNanos = time.nanos();
        this.judged = judge(empty, time.nanos());
        this.sampler = old == null ? null : LiveSetSampler.start(old, time, this::add, complaints);
    }

    /** Returns a builder of a watch that takes no class histograms. */
    public static Builder builder(Time time) {
        return new Builder(time);
    }

    /**
     * Leaves out bytes whose bound is known, such as those of a cache with a maximum weight: growing up to a bound is
     * not leaking. The figure is asked for after each collection of the old generation, so it must come from memory.
     *
     * @return what counts the bytes again
     * @throws IllegalStateException when 1,000 are left out already
     */
    public Runnable leaveOut(LongSupplier boundedBytes) {
        if (bounded.size() >= MOST_BOUNDED) {
            throw new IllegalStateException("the bytes of " + MOST_BOUNDED
                    + " caches are left out of the live set already; close those that are no longer used");
        }
        bounded.add(boundedBytes);
        return () -> bounded.remove(boundedBytes);
    }

    /** Returns what the live set looks like, judged at the last full hour. */
    public LeakVerdict verdict() {
        long now = time.nanos();
        Judged last = judged;
        if (last.hour != LiveSets.hourOf(now)) {
            last = judge(sets, now);
            judged = last;
        }
        return last.verdict;
    }

    /** Returns the hour blocks that the verdict stands on. */
    public LiveSets liveSets() {
        return sets;
    }

    /** Returns the classes that grew while growth was suspected; empty when not allowed or not known yet. */
    public String growingClasses() {
        return classes == null ? "" : classes.words();
    }

    /** Adds a sample; what is known to be bounded is taken off. */
    synchronized void add(LiveSets.Sample sample) {
        long off = 0;
        for (LongSupplier bytes : bounded) {
            try {
                off += Math.max(0, bytes.getAsLong());
            } catch (RuntimeException e) {
                // Counting a cache once and not the next time would look like a step: no sample is better.
                complaints.accept("the bytes of a cache with a bound are not known", e);
                return;
            }
        }
        LiveSets.Sample kept =
                new LiveSets.Sample(sample.atNanos(), Math.max(0, sample.liveBytes() - off), sample.peakBytes());
        sets = sets.with(kept);
        sampledNanos = sample.atNanos();
    }

    private static Judged judge(LiveSets sets, long nowNanos) {
        return new Judged(LiveSets.hourOf(nowNanos), LeakClassifier.classify(sets, nowNanos));
    }

    @Override
    public Set<Area> areas() {
        // no finding without evidence is no finding of "nothing leaks"
        return verdict().kind() == LeakVerdict.Kind.NO_EVIDENCE ? Set.of() : Set.of(Area.MEMORY_LEAKS);
    }

    @Override
    public void examine(Examination.Draft draft) {
        LeakVerdict verdict = verdict();
        boolean isSuspicious = verdict.kind().level().isAtLeast(Level.INFO);
        if (classes != null) {
            classes.look(isSuspicious, sampledNanos, time.nanos());
        }
        if (isSuspicious) {
            draft.finding(finding(verdict));
        }
    }

    private Finding finding(LeakVerdict verdict) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("live set", Words.megabytes(verdict.levelBytes()));
        evidence.put("growth an hour", Words.megabytes(verdict.bytesPerHour()));
        LeakVerdict.TimeLeft left = verdict.timeLeft();
        if (left != null) {
            evidence.put("hours left", String.format(Locale.ROOT, "%.0f", left.likelyHours()));
            evidence.put("hours left at the fastest pace", String.format(Locale.ROOT, "%.0f", left.soonestHours()));
            evidence.put("hours left at the slowest pace", String.format(Locale.ROOT, "%.0f", left.latestHours()));
        }
        evidence.put("windows", verdict.windows());
        evidence.put("samples", Long.toString(verdict.samples()));
        evidence.put("refuted by", verdict.refutedBy());
        if (!growingClasses().isEmpty()) {
            evidence.put("growing classes", growingClasses());
        }
        // SHARED, even when exhaustion is near: twelve hours ahead is too early to leave rotation.
        return new Finding(
                "MEMORY_" + verdict.kind().name(),
                SUBJECT,
                verdict.kind().level(),
                verdict.summary(),
                null,
                evidence,
                remedy(verdict.kind()));
    }

    private String remedy(LeakVerdict.Kind kind) {
        String classesFirst = classes == null
                ? "allow " + CLASS_HISTOGRAM.key() + " to learn which classes grow"
                : "look at the classes that grow";
        return switch (kind) {
            case EXHAUSTION -> "restart this instance at a time of your choosing before it is full; " + classesFirst;
            case LEAK -> classesFirst + ", then at who holds them; plan a restart before the limit";
            default -> "watch it; nothing is claimed yet";
        };
    }

    /** Stops listening to collections. */
    @Override
    public void close() {
        if (sampler != null) {
            sampler.close();
        }
    }

    /** What differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private final Time time;
        private boolean isHistogramAllowed;
        private boolean isListening = true;
        private Executor executor = Runnable::run;
        private BiConsumer<String, Throwable> complaints = (what, cause) -> {};
        java.util.function.Supplier<String> histogram = DiagnosticCommand::classHistogram;

        private Builder(Time time) {
            this.time = time;
        }

        /** Allows a class histogram, at most once in six hours while growth is suspected; each stops the JVM for some tenths of a second. */
        public Builder classHistogram(boolean isAllowed) {
            isHistogramAllowed = isAllowed;
            return this;
        }

        /** Takes class histograms on this executor instead of the examining thread. */
        public Builder executor(Executor background) {
            executor = background;
            return this;
        }

        /** Tells of failures; they are ignored otherwise. */
        public Builder complaints(BiConsumer<String, Throwable> whatAndCause) {
            complaints = whatAndCause;
            return this;
        }

        /** Does not listen to the collections of this JVM: it stays without evidence. */
        public Builder deaf() {
            isListening = false;
            return this;
        }

        /** Starts watching. */
        public LeakWatch build() {
            OldGeneration old = OldGeneration.find().orElse(null);
            LiveSets empty = LiveSets.empty(old == null ? Runtime.getRuntime().maxMemory() : old.limitBytes());
            return new LeakWatch(this, empty, isListening ? old : null);
        }
    }
}
