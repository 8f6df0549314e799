package io.governance.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EqualityTest {
    record Line(String part, BigDecimal price) {}

    record Order(
            String id,
            List<Line> lines,
            Map<String, Integer> stock,
            @Nullable String note) {}

    private static final Order ORDER =
            new Order("A1", List.of(line("nut", "1.50"), line("bolt", "2")), Map.of("nut", 7), null);

    private static Line line(String part, String price) {
        return new Line(part, new BigDecimal(price));
    }

    private static Optional<String> difference(Object old, Object fresh) {
        return Equality.fields().difference(old, fresh);
    }

    @Test
    void equalAnswersHaveNoDifference() {
        Order same = new Order("A1", List.of(line("nut", "1.50"), line("bolt", "2")), Map.of("nut", 7), null);
        assertEquals(Optional.empty(), difference(ORDER, same));
        assertEquals(Optional.empty(), difference(new int[] {1, 2}, new int[] {1, 2}));
    }

    @Test
    void amountsAreComparedByValueNotByScale() {
        Order sameAmounts = new Order("A1", List.of(line("nut", "1.5"), line("bolt", "2.00")), Map.of("nut", 7), null);
        assertEquals(Optional.empty(), difference(ORDER, sameAmounts));
    }

    @Test
    void thePathLeadsToTheFirstDifference() {
        Order dearer = new Order("A1", List.of(line("nut", "1.50"), line("bolt", "3")), Map.of("nut", 7), null);
        assertEquals(Optional.of("lines[1].price: old 2, new 3"), difference(ORDER, dearer));
        Order scarcer = new Order("A1", ORDER.lines(), Map.of("nut", 6), null);
        assertEquals(Optional.of("stock{nut}: old 7, new 6"), difference(ORDER, scarcer));
        Order shorter = new Order("A1", ORDER.lines().subList(0, 1), ORDER.stock(), null);
        assertEquals(Optional.of("lines.size(): old 2, new 1"), difference(ORDER, shorter));
        Order noted = new Order("A1", ORDER.lines(), ORDER.stock(), "urgent");
        assertEquals(Optional.of("note: old null, new urgent"), difference(ORDER, noted));
        assertEquals(Optional.of("the answer: old 1, new 2"), difference(1, 2));
    }

    @Test
    void aMissingKeyIsADifferenceInBothDirections() {
        assertEquals(
                Optional.of("{b}: old has no such key, new 2"), difference(Map.of("a", 1), Map.of("a", 1, "b", 2)));
        assertEquals(
                Optional.of("{b}: old 2, new has no such key"), difference(Map.of("a", 1, "b", 2), Map.of("a", 1)));
        Map<String, Object> withNull = new HashMap<>();
        withNull.put("a", null);
        assertEquals(Optional.of("{a}: old null, new has no such key"), difference(withNull, Map.of()));
    }

    @Test
    void arraysAreComparedLikeLists() {
        Object[] old = {ORDER, "x"};
        assertEquals(Optional.of("[1]: old x, new y"), difference(old, new Object[] {ORDER, "y"}));
        assertEquals(Optional.empty(), difference(old, old.clone()));
    }

    @Test
    void orderMattersInLists() {
        assertEquals(Optional.of("[0]: old 1, new 2"), difference(Arrays.asList(1, 2), Arrays.asList(2, 1)));
    }

    @Test
    void longValuesAreCutInTheMessage() {
        String text = difference("x".repeat(500), "y").orElseThrow();
        assertEquals("the answer: old " + "x".repeat(80) + "..., new y", text);
    }

    @Test
    void anIgnoredFieldNeedsAReasonAndIsIgnoredEverywhere() {
        FieldEquality equality = Equality.fields().ignoring("price", "rounded differently since 2026");
        Order dearer = new Order("A1", List.of(line("nut", "9"), line("bolt", "9")), Map.of("nut", 7), null);
        assertEquals(Optional.empty(), equality.difference(ORDER, dearer));
        assertEquals(Map.of("price", "rounded differently since 2026"), equality.ignored());
        assertThrows(IllegalArgumentException.class, () -> Equality.fields().ignoring("price", " "));
        assertThrows(IllegalArgumentException.class, () -> Equality.fields().ignoring("", "why"));
    }

    @Test
    void plainEqualityNamesBothAnswers() {
        assertEquals(Optional.empty(), Equality.<Integer>equals().difference(1, 1));
        assertEquals(
                Optional.of("old answered 1, new 2"), Equality.<Integer>equals().difference(1, 2));
    }
}
