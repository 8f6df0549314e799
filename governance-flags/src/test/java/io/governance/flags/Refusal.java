package io.governance.flags;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** What a refused request says. */
final class Refusal {
    private Refusal() {}

    static String refusal(Class<? extends Throwable> type, Executable request) {
        return String.valueOf(assertThrows(type, request).getMessage());
    }
}
