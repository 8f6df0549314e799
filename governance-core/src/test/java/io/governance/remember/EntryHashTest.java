package io.governance.remember;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.governance.measure.ManualTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntryHashTest {
    private static final Instant AT = Instant.parse("2027-03-01T08:00:00.123456789Z");

    private final List<Ledger.Entry> chain = chain();

    @Test
    void anUntouchedStreamIsWhole() {
        assertEquals(Optional.empty(), EntryHash.firstBroken(chain));
        assertEquals(Optional.empty(), EntryHash.firstBroken(List.of()));
    }

    @Test
    void aChangedEntryShows() {
        Ledger.Entry old = chain.get(1);
        Ledger.Entry forged = new Ledger.Entry(
                old.stream(), 2, old.at(), old.node(), old.type(), Map.of("n", "99"), old.previousHash(), old.hash());
        chain.set(1, forged);
        assertEquals(Optional.of(forged), EntryHash.firstBroken(chain));
    }

    @Test
    void anEntryChangedTogetherWithItsHashShowsAtTheNextOne() {
        Ledger.Entry old = chain.get(1);
        chain.set(
                1,
                EntryHash.entry(
                        old.stream(), 2, old.at(), old.node(), old.type(), Map.of("n", "99"), old.previousHash()));
        assertEquals(Optional.of(chain.get(2)), EntryHash.firstBroken(chain));
    }

    @Test
    void aRemovedEntryShows() {
        Ledger.Entry after = chain.get(2);
        chain.remove(1);
        assertEquals(Optional.of(after), EntryHash.firstBroken(chain));
        chain.remove(0);
        assertEquals(Optional.of(after), EntryHash.firstBroken(chain));
    }

    @Test
    void anInsertedEntryShows() {
        Ledger.Entry inserted = EntryHash.entry(
                "swap/a", 2, AT, "node", "ADDED", Map.of(), chain.get(0).hash());
        chain.add(1, inserted);
        assertEquals(Optional.of(chain.get(2)), EntryHash.firstBroken(chain));
    }

    @Test
    void whatMemoryWroteIsWhole() {
        ManualTime time = new ManualTime();
        Ledger ledger = Store.inMemory("node-1", time).ledger();
        for (int i = 0; i < 10; i++) {
            time.pass(java.time.Duration.ofNanos(1_234_567));
            ledger.append("swap/a", i, "TYPE" + i, Map.of("i", Integer.toString(i)));
        }
        assertEquals(Optional.empty(), EntryHash.firstBroken(ledger.read("swap/a", 0)));
    }

    @Test
    void factsThatReadTheSameSideBySideHashDifferently() {
        assertNotEquals(hash(Map.of("ab", "c")), hash(Map.of("a", "bc")));
        assertNotEquals(hash(Map.of("a", "1", "b", "2")), hash(Map.of("a", "1b2")));
    }

    @Test
    void theTimeIsCutToWhatEveryDatabaseKeeps() {
        assertEquals(Instant.parse("2027-03-01T08:00:00.123456Z"), chain.get(0).at());
    }

    private static String hash(Map<String, String> facts) {
        return EntryHash.entry("s", 1, AT, "n", "T", facts, "").hash();
    }

    private static List<Ledger.Entry> chain() {
        List<Ledger.Entry> entries = new ArrayList<>();
        String previous = "";
        for (int version = 1; version <= 4; version++) {
            Ledger.Entry entry = EntryHash.entry(
                    "swap/a", version, AT, "node", "STEP", Map.of("n", Integer.toString(version)), previous);
            entries.add(entry);
            previous = entry.hash();
        }
        return entries;
    }
}
