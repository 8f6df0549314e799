package io.governance.db.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlTextTest {
    @Test
    void onlyQuestionMarksOutsideTextsAreParameters() {
        SqlText text =
                SqlText.of("SELECT '?', \"?\", $$?$$, E'\\'?', a ?? 'k' FROM t -- ?\n WHERE b = ? /* ? */ AND c = ?;");
        assertEquals(2, text.parameters());
        assertTrue(text.numbered().contains("b = $1"), text.numbered());
        assertTrue(text.numbered().contains("c = $2"), text.numbered());
        assertTrue(text.numbered().contains("a ? 'k'"), text.numbered());
        assertTrue(text.isExplainable());
    }

    @Test
    void aSecondStatementIsSeenWhereverItHides() {
        for (String sql :
                List.of("SELECT 1; SELECT 2", "SELECT ';' ; DROP TABLE t", "SELECT $a$;$a$;x", "SELECT 1;'x'")) {
            assertFalse(SqlText.of(sql).isExplainable(), sql);
        }
        for (String sql : List.of("SELECT ';'", "SELECT 1; -- end", "(SELECT 1) ;\n", "with x as (select 1) table x")) {
            assertTrue(SqlText.of(sql).isExplainable(), sql);
        }
    }

    @Test
    void definitionsAndOtherCommandsAreNotExplained() {
        for (String sql :
                List.of("", "  ", "DROP TABLE t", "CREATE TABLE t AS SELECT 1", "ANALYZE SELECT 1", "CALL f()")) {
            assertFalse(SqlText.of(sql).isExplainable(), sql);
        }
    }

    @Test
    void aTextThatEndsAnywhereNeverThrows() {
        String sql = "SELECT 'a''b', E'\\'c', \"d\" FROM $x$ e $x$ /* f /* g */ */ WHERE h = ? -- i";
        for (int length = 0; length <= sql.length(); length++) {
            assertTrue(SqlText.of(sql.substring(0, length)).parameters() <= 1);
        }
    }
}
