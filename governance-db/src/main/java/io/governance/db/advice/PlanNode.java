package io.governance.db.advice;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One step of an execution plan of PostgreSQL, as EXPLAIN tells it.
 *
 * @param type such as {@code Seq Scan}
 * @param relationship to the step above, such as {@code SubPlan}; {@code null} for the outermost
 * @param table qualified with its schema; {@code null} for steps that read no table
 * @param alias name under which conditions speak of the table
 * @param index name of the index that is used
 * @param cost total cost in the planner's units
 * @param rows as many as the planner expects
 * @param conditions filters, index and join conditions
 * @param sortKeys columns with their direction
 * @param groupKeys columns in no order
 * @param output what the step hands on
 */
record PlanNode(
        String type,
        @Nullable String relationship,
        @Nullable String table,
        @Nullable String alias,
        @Nullable String index,
        double cost,
        double rows,
        List<String> conditions,
        List<String> sortKeys,
        List<String> groupKeys,
        List<String> output,
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

    Set<String> tables() {
        Set<String> tables = new LinkedHashSet<>();
        forEach(node -> {
            if (node.table() != null) {
                tables.add(node.table());
            }
        });
        return tables;
    }

    /** The types of all steps, the outermost first. */
    String types() {
        List<String> types = new ArrayList<>();
        forEach(node -> types.add(node.table() == null ? node.type() : node.type() + " on " + node.table()));
        return String.join(" > ", types);
    }
}
