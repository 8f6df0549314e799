package io.governance.show;

import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The life of one alert, as a fold of its events. An alert that never fired is resolved, without a time.
 *
 * @param level the worst of all members; once resolved, the last one it had
 * @param members how each node that sees it judges it
 */
record AlertState(
        Alert.State stage,
        Level level,
        Map<String, Level> members,
        AlertClock clock,
        @Nullable Finding finding,
        Alert.Harm harm,
        AlertCare care) {

    /** A cap, so that a large fleet with one trouble does not append an entry for each node. */
    static final int MEMBERS = 32;

    static final AlertState NEVER_FIRED = new AlertState(
            Alert.State.RESOLVED,
            Level.ACCEPTABLE,
            Map.of(),
            AlertClock.STOPPED,
            null,
            Alert.Harm.UNKNOWN,
            AlertCare.NONE);

    boolean isOpen() {
        return stage != Alert.State.RESOLVED;
    }

    /** Returns whether an event may happen now: another node may have been first. */
    boolean allows(AlertEvent event) {
        if (AlertTable.after(stage, event.kind()) == null) {
            return false;
        }
        boolean isMember = members.containsKey(event.node());
        int change = worst(membersAfter(event), level).compareTo(level);
        return switch (event.kind()) {
            case RAISED -> change > 0;
            case LOWERED -> change < 0;
            case SEEN -> change == 0 && members.get(event.node()) != event.level();
            case LEFT -> isMember && members.size() > 1;
            case RESOLVED -> members.isEmpty() || (isMember && members.size() == 1);
            case ACK_EXPIRED -> care.acknowledgement() != null;
            case FIRED, ACKNOWLEDGED, OVERDUE, REPORTED, STILL_HOLDS, NOTED -> true;
        };
    }

    /** @throws IllegalStateException when the table does not have the transition */
    AlertState next(AlertEvent event) {
        Alert.@Nullable State next = AlertTable.after(stage, event.kind());
        if (next == null) {
            throw new IllegalStateException("an alert that is " + stage + " cannot become " + event.kind());
        }
        Map<String, Level> after = membersAfter(event);
        Level worst = worst(after, level);
        boolean isJudged = event.act() == null && event.kind() != AlertEvent.Kind.LEFT;
        return new AlertState(
                next,
                worst,
                after,
                clock.next(event, isOpen() && level == Level.CRITICAL, worst),
                isJudged || finding == null ? event.finding() : finding,
                isJudged ? event.harm() : harm,
                care.next(event));
    }

    private Map<String, Level> membersAfter(AlertEvent event) {
        Map<String, Level> after = new TreeMap<>(members);
        switch (event.kind()) {
            case FIRED, SEEN, RAISED, LOWERED -> after.put(event.node(), event.level());
            case LEFT -> after.remove(event.node());
            case RESOLVED -> after.clear();
            case ACKNOWLEDGED, ACK_EXPIRED, OVERDUE, REPORTED, STILL_HOLDS, NOTED -> {}
        }
        return Collections.unmodifiableMap(after);
    }

    private static Level worst(Map<String, Level> members, Level without) {
        return members.values().stream().reduce(Level::worse).orElse(without);
    }

    /** @throws IllegalStateException when it never fired */
    Alert alert() {
        if (finding == null || clock.first() == null) {
            throw new IllegalStateException("an alert that never fired cannot be shown");
        }
        return new Alert(
                finding.key(),
                level,
                finding.summary(),
                finding.subject(),
                stage,
                clock.first(),
                clock.deadline(level),
                finding,
                List.copyOf(members.keySet()),
                care.acknowledgement(),
                harm,
                care.note());
    }
}
