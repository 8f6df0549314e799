package io.governance.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.db.PoolTrouble.Cause;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PoolTroubleTest {
    private static Loan.View busy(long millis) {
        return view(millis, millis, 0, false, false);
    }

    private static Loan.View idle(long millis, boolean isInTransaction) {
        return view(millis, 0, millis, isInTransaction, false);
    }

    private static Loan.View abandoned() {
        return view(5, 0, 5, false, true);
    }

    private static Loan.View view(long held, long busy, long idle, boolean isInTransaction, boolean isAbandoned) {
        return new Loan.View(
                TimeUnit.MILLISECONDS.toNanos(held),
                TimeUnit.MILLISECONDS.toNanos(busy),
                TimeUnit.MILLISECONDS.toNanos(idle),
                isInTransaction,
                isAbandoned,
                "orders.load",
                "SELECT ?",
                Thread.currentThread(),
                null);
    }

    @Test
    void eachLoanIsToldByWhatItDoes() {
        assertEquals(Cause.SLOW_STATEMENT, PoolTrouble.cause(busy(500)));
        assertEquals(Cause.SHORT_USE, PoolTrouble.cause(busy(499)));
        assertEquals(Cause.SHORT_USE, PoolTrouble.cause(idle(249, true)));
        assertEquals(Cause.IDLE_IN_TRANSACTION, PoolTrouble.cause(idle(250, true)));
        assertEquals(Cause.IDLE, PoolTrouble.cause(idle(250, false)));
        assertEquals(Cause.LEAK, PoolTrouble.cause(idle(30_000, true)));
        assertEquals(Cause.LEAK, PoolTrouble.cause(abandoned()), "its call has ended: no need to wait");
        assertFalse(PoolTrouble.isLost(view(60_000, 60_000, 0, false, true)), "who is in a statement is not gone");
    }

    @Test
    void theCauseIsWhatMostOfThemDo() {
        PoolTrouble trouble = PoolTrouble.of(List.of(busy(900), busy(700), idle(400, true)));
        assertEquals(Cause.SLOW_STATEMENT, trouble.cause());
        assertEquals(Map.of(Cause.SLOW_STATEMENT, 2, Cause.IDLE_IN_TRANSACTION, 1), trouble.counts());
        assertEquals(TimeUnit.MILLISECONDS.toNanos(900), trouble.worst().busyNanos());
    }

    @Test
    void ofTwoAlikeTheOneThatIsEasierToCureIsNamed() {
        assertEquals(Cause.LEAK, PoolTrouble.of(List.of(busy(900), abandoned())).cause());
        assertEquals(
                Cause.IDLE_IN_TRANSACTION,
                PoolTrouble.of(List.of(busy(900), idle(300, true))).cause());
    }

    @Test
    void littlesLawSaysHowManyAreNeeded() {
        PoolReport report = new PoolReport("orders", 10, 200, 0.045);
        assertEquals(9, report.lent(), 1e-9);
        assertEquals(15, report.needed());
        assertEquals(1, new PoolReport("orders", 10, 0, Double.NaN).needed());
    }

    @Test
    void theRateIsThatOfTheLastMinute() {
        LoanRate rate = new LoanRate(0);
        assertEquals(0, rate.perSecond());
        for (int second = 1; second <= 200; second++) {
            rate.count(second <= 100 ? 10L * second : 1_000 + 50L * (second - 100), TimeUnit.SECONDS.toNanos(second));
        }
        assertEquals(50, rate.perSecond(), 1e-9);
        assertTrue(new LoanRate(0).perSecond() == 0);
    }
}
