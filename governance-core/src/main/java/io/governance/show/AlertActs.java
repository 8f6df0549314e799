package io.governance.show;

import io.governance.measure.Time;
import io.governance.remember.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What people do about alerts; what is wrong with it is said all at once. */
final class AlertActs {
    static final Duration LONGEST = Duration.ofHours(24);

    private final Ledger ledger;
    private final Time time;
    private final String node;
    private final Function<String, AlertStream> streams;

    AlertActs(Ledger ledger, Time time, String node, Function<String, AlertStream> streams) {
        this.ledger = ledger;
        this.time = time;
        this.node = node;
        this.streams = streams;
    }

    Alert acknowledge(String key, String owner, Duration span, String reason) {
        List<String> problems = new ArrayList<>();
        require(problems, "owner", owner, "a person or team");
        require(problems, "reason", reason, "what is being done");
        if (span.isNegative() || span.isZero() || span.compareTo(LONGEST) > 0) {
            problems.add("span: found " + span + ", expected more than zero and at most " + LONGEST);
        }
        refuse("acknowledge", key, problems);
        return act(
                "acknowledged",
                key,
                state -> AlertEvent.Kind.ACKNOWLEDGED,
                new AlertEvent.Act(owner, reason, time.now().plus(span)));
    }

    Alert resolve(String key, String who, String note) {
        List<String> problems = new ArrayList<>();
        require(problems, "who", who, "a person or team");
        require(problems, "note", note, "what was done about it");
        refuse("resolve", key, problems);
        return act(
                "reported as resolved",
                key,
                state -> state.isOpen() ? AlertEvent.Kind.REPORTED : AlertEvent.Kind.NOTED,
                new AlertEvent.Act(who, note, null));
    }

    private Alert act(String what, String key, Function<AlertState, AlertEvent.Kind> kind, AlertEvent.Act act) {
        return streams.apply(key)
                .act(state -> event(what, key, state, kind.apply(state), act), time.nanos())
                .alert();
    }

    private AlertEvent event(String what, String key, AlertState state, AlertEvent.Kind kind, AlertEvent.Act act) {
        if (state.finding() == null) {
            List<String> known = ledger.streams(AlertStream.PREFIX).stream()
                    .limit(20)
                    .map(stream -> stream.substring(AlertStream.PREFIX.length()))
                    .toList();
            throw new IllegalArgumentException("no alert has the key '" + key + "'; there are " + known);
        }
        Instant now = time.now();
        AlertEvent event = new AlertEvent(kind, now, node, state.level(), state.finding(), state.harm(), act);
        if (!state.allows(event)) {
            throw new IllegalStateException(
                    "the alert " + key + " is " + state.stage() + " and cannot be " + what + " now");
        }
        return event;
    }

    private static void require(List<String> problems, String name, String value, String expected) {
        if (value.isBlank()) {
            problems.add(name + ": found '" + value + "', expected " + expected);
        }
    }

    private static void refuse(String what, String key, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "cannot " + what + " the alert " + key + ":\n  " + String.join("\n  ", problems));
        }
    }
}
