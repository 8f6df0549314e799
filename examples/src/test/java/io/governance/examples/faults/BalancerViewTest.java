package io.governance.examples.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the balancers write about their servers, read. */
class BalancerViewTest {
    private static final String NAMES = "# pxname,svname,status,weight,chkfail,chkdown,stot,check_status\n";

    @Test
    void serversOfOneBackendAreReadByTheirColumns() {
        Map<String, ServerState> servers = ServerState.parse(
                NAMES + "shop,a,UP,100,2,1,17,L7OK\nshop,BACKEND,UP,100,,,34,\nother,a,DOWN,100,0,0,0,L4CON\n\n",
                "shop");
        assertEquals(Map.of("a", new ServerState("a", "UP", 100, "L7OK", 2, 1, 17)), servers);
    }

    @Test
    void onlyWhoGetsTrafficIsInRotation() {
        for (String in : List.of("UP", "UP 1/2", "no check")) {
            assertTrue(state(in, 100).isInRotation(), in);
        }
        for (String out : List.of("DOWN", "DOWN 1/2", "DRAIN", "MAINT", "NOLB")) {
            assertFalse(state(out, 100).isInRotation(), out);
        }
        assertFalse(state("UP", 0).isInRotation(), "a weight of 0");
    }

    @Test
    void everyAttemptOfARequestIsRead() {
        assertEquals(
                List.of(new Attempt("127.0.0.1:1", 504, 98_000), new Attempt("127.0.0.1:2", 200, 98_000)),
                Attempt.parse("100.000|2.000|127.0.0.1:1, 127.0.0.1:2|504, 200"));
        assertTrue(new Attempt("127.0.0.1:1", 504, 0).isFailed());
        assertFalse(new Attempt("127.0.0.1:1", 404, 0).isFailed());
    }

    @Test
    void aHalfWrittenLineIsNoAttempt() {
        assertEquals(List.of(), Attempt.parse("100.000|2.0"));
    }

    private static ServerState state(String status, int weight) {
        return new ServerState("a", status, weight, "", 0, 0, 0);
    }
}
