package io.governance.db.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One step of an execution plan of PostgreSQL, as EXPLAIN tells it.
 *
 * @param type such as {@code Seq Scan}
 * @param table qualified with its schema; {@code null} for steps that read no table
 * @param alias name under which conditions speak of the table
 * @param index name of the index that is used
 * @param cost total cost in the planner's units
 * @param conditions filters, index and join conditions
 * @param sortKeys columns with their direction
 */
record PlanNode(
        String type,
        @Nullable String table,
        @Nullable String alias,
        @Nullable String index,
        double cost,
        List<String> conditions,
        List<String> sortKeys,
        List<PlanNode> children) {

    void forEach(Consumer<PlanNode> visitor) {
        visitor.accept(this);
        children.forEach(child -> child.forEach(visitor));
    }

    List<String> indexes() {
        List<String> used = new ArrayList<>();
        forEach(node -> {
            if (node.index() != null) {
                used.add(node.index());
            }
        });
        return used;
    }

    /** The types of all steps, the outermost first. */
    String types() {
        List<String> types = new ArrayList<>();
        forEach(node -> types.add(node.table() == null ? node.type() : node.type() + " on " + node.table()));
        return String.join(" > ", types);
    }
}
