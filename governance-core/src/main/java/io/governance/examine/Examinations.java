package io.governance.examine;

import io.governance.examine.Trigger.Kind;
import io.governance.judge.Examination;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Time;
import io.governance.measure.Window;
import io.governance.remember.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the application is examined, and keeps what came of it: on demand, in a test, on an alert, on a user's
 * report, when an operation first has enough calls to be judged, and on schedule.
 *
 * <p>The last 50 reports are kept in memory; each is also appended to the ledger's stream {@code examination/NODE}, in
 * words. What nobody asked for (alerts, first appearances) makes at most one report a minute. Thread-safe; examining
 * reads memory only, and the ledger is written by the thread that may wait.
 */
public final class Examinations {
    private static final int KEPT = 50;
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int LONGEST_IN_LEDGER = 16_000;
    /** Before that there is too little to examine, however long the last scheduled examination is ago. */
    private static final Duration EARLIEST = Duration.ofHours(1);

    private final String service;
    private final String node;
    private final Operations operations;
    private final Time time;
    private final Function<Window, Examination> examiner;
    private final Ledger ledger;
    private final Executor rememberer;
    private final Duration schedule;
    private final Deque<ExaminationReport> kept = new ArrayDeque<>();
    private final Set<String> seenOperations = new HashSet<>();
    private final Set<String> seenAlerts = new HashSet<>();
    private long made;
    private long lastUnaskedNanos;
    private boolean isFirstUnasked = true;
    private final Instant earliest;
    private Instant due;
    private boolean isScheduled;
    private boolean isAsked;
    private long askedNanos;
    private volatile boolean isRead;
    private long version; // of the stream; for the rememberer only

    /**
     * Makes the examinations of one instance; nothing is examined yet.
     *
     * @param examiner examines a period that ends now
     * @param schedule how often it is examined without any occasion, counted from the last time that the ledger knows,
     *     also across restarts; the protocol asks for a month at most
     * @throws IllegalArgumentException when the schedule is not more than zero
     */
    public Examinations(
            String service,
            String node,
            Operations operations,
            Function<Window, Examination> examiner,
            Ledger ledger,
            Executor rememberer,
            Duration schedule) {
        if (schedule.isNegative() || schedule.isZero()) {
            throw new IllegalArgumentException("examinations of " + service + ": found the schedule " + schedule
                    + ", expected more than zero, such as 30 days");
        }
        this.service = service;
        this.node = node;
        this.operations = operations;
        this.time = operations.time();
        this.examiner = examiner;
        this.ledger = ledger;
        this.rememberer = rememberer;
        this.schedule = schedule;
        this.earliest = time.now().plus(schedule.compareTo(EARLIEST) < 0 ? schedule : EARLIEST);
        this.due = time.now().plus(schedule);
    }

    /** Examines now because somebody asks. */
    public ExaminationReport onDemand(String who, String why) {
        return make(new Trigger(Kind.ON_DEMAND, who, why, time.now()), Window.FIVE_MINUTES);
    }

    /**
     * Examines now and watches for a while what runs and what stays: the report names the top frames by operation and
     * where living objects were allocated. Blocks the caller that long and about a second more; costs a few percent of
     * a processor meanwhile.
     *
     * @param length 100 ms to a minute
     * @throws IllegalArgumentException when the length is out of bounds
     * @throws IllegalStateException when this Java runtime has no JFR, or somebody else watches already
     * @throws InterruptedException when the caller is interrupted
     */
    public ExaminationReport closely(String who, String why, Duration length) throws InterruptedException {
        Trigger trigger = new Trigger(Kind.ON_DEMAND, who, why, time.now());
        return make(trigger, Window.FIVE_MINUTES, CloserLook.take(operations, length));
    }

    /** Examines now for a test: before a feature, in a review. */
    public ExaminationReport inTest(String test) {
        return make(new Trigger(Kind.TEST, test, "before a feature or in a review", time.now()), Window.FIVE_MINUTES);
    }

    /**
     * Examines the period around what a user saw: the shortest window that reaches back to five minutes before it.
     *
     * @param who the user, or who took the report
     * @param seen when it was seen
     * @param text what was seen
     * @throws IllegalArgumentException when the moment lies in the future or more than 24 hours back, since nothing is
     *     kept of then
     */
    public ExaminationReport onUserReport(String who, Instant seen, String text) {
        Duration back = Duration.between(seen, time.now());
        if (back.isNegative() || back.compareTo(Window.DAY.length()) > 0) {
            throw new IllegalArgumentException("a report about " + seen + " cannot be examined: it is now " + time.now()
                    + ", and the last 24 hours are kept");
        }
        Duration needed = back.plus(Window.FIVE_MINUTES.length());
        Window window = Window.DAY;
        for (Window candidate : List.of(Window.HOUR, Window.FIVE_MINUTES)) {
            if (candidate.length().compareTo(needed) >= 0) {
                window = candidate;
            }
        }
        return make(new Trigger(Kind.USER_REPORT, who, text, seen), window);
    }

    /**
     * Looks whether there is an occasion. To be called about once a second.
     *
     * @param enough calls from which on an operation can be judged
     * @param alerts keys of the alerts that are open now
     */
    public void lookForOccasions(long enough, Collection<String> alerts) {
        Instant now = time.now();
        askTheLedger();
        if (isDue(now)) {
            make(new Trigger(Kind.SCHEDULE, "governance", "every " + schedule.toHours() + " hours", now), Window.DAY);
        }
        List<String> fresh = fresh(enough);
        List<String> fired = fired(alerts);
        if ((fresh.isEmpty() && fired.isEmpty()) || !mayMakeUnasked()) {
            return;
        }
        if (fired.isEmpty()) {
            unasked(Kind.FIRST_APPEARANCE, "first calls of " + inWords(fresh), now);
        } else {
            String also = fresh.isEmpty() ? "" : "; first calls of " + inWords(fresh);
            unasked(Kind.ALERT, "fired: " + inWords(fired) + also, now);
        }
        remember(fresh, fired);
    }

    private synchronized boolean isDue(Instant now) {
        if (now.isBefore(due)) {
            return false;
        }
        due = now.plus(schedule);
        isScheduled = true;
        return true;
    }

    /** Once, and again after a minute as long as the store does not answer. */
    private synchronized void askTheLedger() {
        if (!isRead && (!isAsked || time.nanos() - askedNanos >= PAUSE.toNanos())) {
            isAsked = true;
            askedNanos = time.nanos();
            rememberer.execute(this::read);
        }
    }

    private void read() {
        List<Ledger.Entry> before = ledger.read(stream(), 0);
        version = before.size();
        Instant next = before.stream()
                .filter(entry -> entry.type().equals(Kind.SCHEDULE.name()))
                .reduce((first, second) -> second)
                .map(last -> last.at().plus(schedule))
                .filter(earliest::isBefore)
                .orElse(earliest);
        synchronized (this) {
            due = isScheduled ? due : next;
        }
        isRead = true;
    }

    private String stream() {
        return "examination/" + node;
    }

    private void unasked(Kind kind, String why, Instant now) {
        String shortened = why.length() > Trigger.LONGEST_TEXT ? why.substring(0, Trigger.LONGEST_TEXT) : why;
        make(new Trigger(kind, "governance", shortened, now), Window.FIVE_MINUTES);
    }

    private static String inWords(List<String> names) {
        return String.join(", ", names);
    }

    private synchronized List<String> fresh(long enough) {
        return operations.all().stream()
                .filter(operation -> !seenOperations.contains(operation.name()))
                .filter(operation -> operation.snapshot(Window.FIVE_MINUTES).calls() >= enough)
                .map(Operation::name)
                .toList();
    }

    /** An alert that ended is forgotten: when it fires again, it is an occasion again. */
    private synchronized List<String> fired(Collection<String> alerts) {
        seenAlerts.retainAll(Set.copyOf(alerts));
        return alerts.stream().filter(key -> !seenAlerts.contains(key)).toList();
    }

    private synchronized void remember(List<String> fresh, List<String> fired) {
        seenOperations.addAll(fresh);
        seenAlerts.addAll(fired);
    }

    private synchronized boolean mayMakeUnasked() {
        long now = time.nanos();
        if (!isFirstUnasked && now - lastUnaskedNanos < PAUSE.toNanos()) {
            return false;
        }
        isFirstUnasked = false;
        lastUnaskedNanos = now;
        return true;
    }

    private ExaminationReport make(Trigger trigger, Window window) {
        return make(trigger, window, null);
    }

    private ExaminationReport make(Trigger trigger, Window window, @Nullable CloserLook look) {
        Examination examination = examiner.apply(window);
        ExaminationReport report;
        synchronized (this) {
            made++;
            report = ExaminationReport.of(made, service, node, trigger, examination, look);
            kept.addLast(report);
            if (kept.size() > KEPT) {
                kept.removeFirst();
            }
        }
        rememberer.execute(() -> append(report));
        return report;
    }

    /** Only this node writes the stream, so a lost race means a second process of the same name: then this one yields. */
    private void append(ExaminationReport report) {
        if (!isRead) {
            read();
        }
        isRead = false; // unless the store answers
        String text = report.markdown();
        OptionalLong appended = ledger.append(
                stream(),
                version,
                report.trigger().kind().name(),
                Map.of(
                        "who", report.trigger().who(),
                        "level", report.examination().level().name(),
                        "report", text.length() > LONGEST_IN_LEDGER ? text.substring(0, LONGEST_IN_LEDGER) : text));
        appended.ifPresent(written -> {
            version = written;
            isRead = true;
        });
    }

    /** Returns a report that is kept; empty when there was none of this number, or it had to make room. */
    public synchronized Optional<ExaminationReport> report(long number) {
        return kept.stream().filter(report -> report.number() == number).findFirst();
    }

    /** Returns the reports that are kept, the latest first. */
    public synchronized List<ExaminationReport> latest() {
        List<ExaminationReport> latest = new ArrayList<>(kept);
        Collections.reverse(latest);
        return List.copyOf(latest);
    }
}
