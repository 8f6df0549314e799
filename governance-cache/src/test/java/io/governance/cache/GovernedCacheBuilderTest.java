package io.governance.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GovernedCacheBuilderTest {
    private final Desk desk = new Desk();

    @Test
    @SuppressWarnings("NullAway") // what the compiler would refuse
    void everythingThatIsMissingIsNamedAtOnce() {
        String refusal = refusal(GovernedCache.builder(desk.governance, " "), null);
        assertTrue(refusal.startsWith("cache ' ' cannot be built:\n  name: found ' ', expected one"), refusal);
        assertTrue(refusal.contains("\n  ttl: found none, expected more than zero"), refusal);
        assertTrue(refusal.contains("\n  maximumSize: found none, expected 1 or more"), refusal);
        assertTrue(refusal.contains("\n  loader: found null, expected a function"), refusal);
        assertEquals(5, refusal.lines().count());
    }

    @Test
    void valuesThatMakeNoSenseAreNamedWithWhatWasFound() {
        String refusal = refusal(
                GovernedCache.builder(desk.governance, "parts")
                        .ttl(Duration.ofSeconds(-1))
                        .maximumSize(0),
                key -> key);
        assertTrue(refusal.contains("\n  ttl: found PT-1S, "), refusal);
        assertTrue(refusal.contains("\n  maximumSize: found 0, "), refusal);
        assertTrue(refusal(desk.parts().ttl(Duration.ZERO), key -> key).contains("ttl: found PT0S"));
    }

    @Test
    @SuppressWarnings("NullAway") // what the compiler would refuse
    void aBulkLoaderThatIsNullIsRefused() {
        GovernedCache.BulkLoader<String, String> none = null;
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> desk.parts().build(key -> key, none));
        assertTrue(refused.getMessage().contains("bulk loader: found null"), refused.getMessage());
    }

    @Test
    void aNameIsGivenOnceAndTheFirstCacheGoesOn() {
        GovernedCache<String, String> first = desk.parts().build(key -> key);
        String refusal = refusal(desk.parts(), key -> key);
        assertTrue(
                refusal.contains("name: 'parts' was built already at io.governance.cache.GovernedCacheBuilderTest."),
                refusal);
        assertEquals("a", first.get("a"));
        GovernedCache<String, String> elsewhere = new Desk().parts().build(key -> key);
        assertEquals("parts", elsewhere.name());
    }

    @Test
    void aRefusedCacheDoesNotTakeItsName() {
        refusal(GovernedCache.builder(desk.governance, "parts"), key -> key);
        assertEquals("a", desk.parts().build((String key) -> key).get("a"));
    }

    @Test
    void aThousandCachesAreEnough() {
        for (int i = 0; i < 1_000; i++) {
            GovernedCache.builder(desk.governance, "cache-" + i)
                    .ttl(Desk.TTL)
                    .maximumSize(1)
                    .build((String key) -> key);
        }
        assertTrue(refusal(desk.parts(), key -> key).contains("1000 caches exist already"));
    }

    private static String refusal(GovernedCacheBuilder builder, GovernedCache.Loader<String, String> loader) {
        String message = assertThrows(IllegalArgumentException.class, () -> builder.build(loader))
                .getMessage();
        return message == null ? "" : message;
    }
}
