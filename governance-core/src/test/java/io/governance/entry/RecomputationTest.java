package io.governance.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.measure.Call;
import io.governance.measure.ManualTime;
import io.governance.measure.Operation;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecomputationTest {
    private final ManualTime time = new ManualTime();
    private final Governance governance =
            Governance.builder().environment(Map.of()).time(time).manual().build();
    private final Operation dashboard = governance.operation("dashboard");
    private final Recomputation price = Recomputation.of(governance.operation("price"));

    /** Equal hashes, different values. */
    private record Colliding(int value) {
        @Override
        public int hashCode() {
            return 1;
        }
    }

    @AfterEach
    void close() {
        governance.close();
    }

    @Test
    void theSameArgumentsAgainInsideOneCallAreAFindingWithItsCounts() {
        dashboard.run(() -> {
            price(List.of("bolt", 7), 10);
            price(List.of("nut", 7), 10);
            price(List.of("bolt", 7), 10);
            price(List.of("bolt", 7), 15);
        });
        dashboard.run(() -> price("bolt", 10));
        Finding again = finding();
        assertEquals("price", again.subject());
        assertEquals(Level.INFO, again.level());
        assertEquals(
                "{operation=price, inside=dashboard, calls=2, callsWithRepeats=1, repeats=2, repeatsPerCall=1.0,"
                        + " mostInOneCall=2, timeWasted=25.0 ms, shareOfTime=0.0 %, callsNotFullySeen=0,"
                        + " argumentsNotComparable=0}",
                again.evidence().toString());
        assertEquals(
                "price does the same work again inside one call of dashboard: 2 times in 2 calls, 25.0 ms in five minutes",
                again.summary());
        assertTrue(String.valueOf(again.place()).contains("RecomputationTest.java"), again.place());
        assertTrue(again.remedy().contains("Memo"));
    }

    @Test
    void insideSeveralOperationsItIsOneFindingAboutTheOneThatWastesMost() {
        for (int i = 0; i < 8; i++) {
            int millis = 10 + (i == 5 ? 7 : 0);
            governance.operation("page " + i).run(() -> {
                price("bolt", millis);
                price("bolt", millis);
            });
        }
        assertEquals(1, findings().size());
        assertEquals("page 5", finding().evidence().get("inside"));
        assertTrue(String.valueOf(finding().evidence().get("alsoInside")).startsWith("page 0 (10.0 ms), page 1 (10.0"));
    }

    @Test
    void inDifferentCallsItIsNone() {
        for (int i = 0; i < 3; i++) {
            dashboard.run(() -> price("bolt", 10));
        }
        price("bolt", 10);
        price("bolt", 10);
        assertEquals(List.of(), findings());
    }

    @Test
    void argumentsWithTheSameHashAreNotTheSame() {
        dashboard.run(() -> {
            for (int i = 0; i < 50; i++) {
                price(new Colliding(i), 1);
            }
        });
        assertEquals(List.of(), findings());
        dashboard.run(() -> {
            price(new Colliding(1), 1);
            price(new Colliding(1), 1);
        });
        assertEquals("1", finding().evidence().get("repeats"));
    }

    @Test
    void anotherOperationWithTheSameArgumentsIsOtherWork() {
        Recomputation stock = Recomputation.of(governance.operation("stock"));
        dashboard.run(() -> {
            price("bolt", 1);
            stock.call("bolt", () -> 1);
        });
        assertEquals(List.of(), findings());
    }

    @Test
    void repeatsAreFoundAcrossTheWholeOutermostCall() {
        Operation page = governance.operation("page");
        page.run(() -> {
            dashboard.run(() -> price("bolt", 5));
            dashboard.run(() -> price("bolt", 5));
        });
        assertEquals("page", finding().evidence().get("inside"));
        assertEquals("5.0 ms", finding().evidence().get("timeWasted"));
    }

    @Test
    void timeOfARepeatInsideARepeatIsWastedOnce() {
        Recomputation quote = Recomputation.of(governance.operation("quote"));
        dashboard.run(() -> {
            for (int i = 0; i < 2; i++) {
                quote.call("customer", () -> {
                    time.pass(Duration.ofMillis(3));
                    return price("bolt", 10);
                });
            }
        });
        assertEquals(1, findings().size(), "without the second quote there is no second price");
        assertEquals("quote", finding().subject());
        assertEquals("13.0 ms", finding().evidence().get("timeWasted"));
    }

    @Test
    void muchWastedTimeIsAWarning() {
        for (int i = 0; i < 20; i++) {
            dashboard.run(() -> {
                time.pass(Duration.ofMillis(50));
                price("bolt", 10);
                price("bolt", 10);
            });
        }
        time.pass(Duration.ofSeconds(5));
        governance.step();
        assertEquals(Level.WARNING, finding().level());
        assertEquals("20", finding().evidence().get("calls"));
        String share = String.valueOf(finding().evidence().get("shareOfTime"));
        assertTrue(share.startsWith("14."), share);
    }

    @Test
    void itIsForgottenAfterFiveMinutes() {
        dashboard.run(() -> {
            price("bolt", 10);
            price("bolt", 10);
        });
        assertEquals(1, findings().size());
        for (int i = 0; i < 30; i++) {
            time.pass(Duration.ofSeconds(10));
            findings();
        }
        assertEquals(List.of(), findings());
    }

    @Test
    void moreThan64ArgumentsAreNotRememberedAndThatIsSaid() {
        dashboard.run(() -> {
            for (int i = 0; i < 100; i++) {
                price(i, 1);
            }
            price(99, 1);
            price(5, 1);
        });
        assertEquals("1", finding().evidence().get("repeats"));
        assertEquals("1", finding().evidence().get("callsNotFullySeen"));
    }

    @Test
    void noArgumentIsHeldAfterTheCall() {
        List<WeakReference<Object>> seen = new ArrayList<>();
        dashboard.run(() -> {
            Object argument = new Object();
            seen.add(new WeakReference<>(argument));
            price(argument, 1);
            price(argument, 1);
        });
        for (int i = 0; i < 100 && seen.get(0).get() != null; i++) {
            System.gc();
        }
        assertNull(seen.get(0).get());
    }

    @Test
    void argumentsThatCannotBeComparedAreCountedAndHarmless() {
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        dashboard.run(() -> {
            assertEquals(7, price.<Integer, RuntimeException>call(itself, () -> 7));
            price("bolt", 1);
            price("bolt", 1);
        });
        assertEquals("1", finding().evidence().get("argumentsNotComparable"));
    }

    @Test
    void exceptionsPassUnchangedAndTheTimeOfAFailedRepeatCounts() {
        IOException lost = new IOException("lost");
        assertThrows(
                IOException.class,
                () -> dashboard.run(() -> {
                    price("bolt", 1);
                    IOException seen = assertThrows(
                            IOException.class,
                            () -> price.<Integer, IOException>call("bolt", () -> {
                                time.pass(Duration.ofMillis(4));
                                throw lost;
                            }));
                    assertSame(lost, seen);
                    throw seen;
                }));
        assertEquals("4.0 ms", finding().evidence().get("timeWasted"));
    }

    @Test
    void shadowCallsAreNotLookedAt() {
        dashboard.callWith(Call.Flag.SHADOW, () -> price("bolt", 1) + price("bolt", 1));
        assertEquals(List.of(), findings());
    }

    @Test
    void thereIsOneForEachOperation() {
        Operation stock = governance.operation("stock");
        assertSame(Recomputation.of(stock), Recomputation.of(stock));
    }

    private int price(Object arguments, int millis) {
        return price.call(arguments, () -> {
            time.pass(Duration.ofMillis(millis));
            return millis;
        });
    }

    private List<Finding> findings() {
        return governance.examine().findings().stream()
                .filter(finding -> finding.kind().equals("RECOMPUTATION"))
                .toList();
    }

    private Finding finding() {
        return findings().get(0);
    }
}
