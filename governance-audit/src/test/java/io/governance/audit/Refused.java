package io.governance.audit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** What somebody reads who asked for something impossible. */
final class Refused {
    private Refused() {}

    static String with(Class<? extends RuntimeException> type, Executable asked) {
        return String.valueOf(assertThrows(type, asked).getMessage());
    }
}
