package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StandingTest {
    @Test
    void onlyCriticalTroubleWithAPermitLeadsOut() {
        StringBuilder table = new StringBuilder();
        for (Standing from : Standing.values()) {
            for (boolean isCritical : new boolean[] {false, true}) {
                for (boolean isPermitted : new boolean[] {false, true}) {
                    table.append(from)
                            .append(isCritical ? " critical" : " good")
                            .append(isPermitted ? " permitted: " : ": ")
                            .append(from.next(isCritical, isPermitted))
                            .append('\n');
                }
            }
        }
        assertEquals("""
                IN good: IN
                IN good permitted: IN
                IN critical: ASKING
                IN critical permitted: ASKING
                ASKING good: IN
                ASKING good permitted: IN
                ASKING critical: ASKING
                ASKING critical permitted: OUT
                OUT good: IN
                OUT good permitted: IN
                OUT critical: ASKING
                OUT critical permitted: OUT
                """, table.toString());
    }
}
