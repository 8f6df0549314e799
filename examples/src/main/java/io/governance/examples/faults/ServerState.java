package io.governance.examples.faults;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What HAProxy thinks of one server: a line of {@code show stat}.
 *
 * @param status such as {@code UP}, {@code UP 1/2} (going down), {@code DOWN}, {@code DOWN 1/2} (coming back),
 *     {@code DRAIN}
 * @param weight effective share of the traffic; 0 gets none
 * @param check what the last check met, such as {@code L7OK} or {@code L7TOUT}, or the last word of its agent
 * @param failedChecks checks that failed while it was up
 * @param downs how often it left
 * @param answers requests that it was sent
 */
record ServerState(String name, String status, int weight, String check, long failedChecks, long downs, long answers) {

    /** Shown until the first check, or the first word of an agent. */
    private static final String UNCHECKED = "no check";

    boolean isInRotation() {
        return (status.startsWith("UP") || status.equals(UNCHECKED)) && weight > 0;
    }

    /** Reads what HAProxy answers to {@code show stat}: comma-separated values below a line of names. */
    static Map<String, ServerState> parse(String csv, String backend) {
        List<String> lines = csv.lines().filter(line -> !line.isBlank()).toList();
        List<String> names = List.of(lines.get(0).replace("# ", "").split(",", -1));
        Map<String, ServerState> servers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            Row row = new Row(names, List.of(line.split(",", -1)));
            String server = row.text("svname");
            if (row.text("pxname").equals(backend) && !server.equals("BACKEND") && !server.equals("FRONTEND")) {
                servers.put(server, row.state(server));
            }
        }
        return servers;
    }

    private record Row(List<String> names, List<String> values) {
        String text(String name) {
            int column = names.indexOf(name);
            return column < 0 || column >= values.size() ? "" : values.get(column);
        }

        long number(String name) {
            String text = text(name);
            return text.isEmpty() ? 0 : Long.parseLong(text);
        }

        ServerState state(String server) {
            return new ServerState(
                    server,
                    text("status"),
                    (int) number("weight"),
                    text("check_status").isEmpty() ? text("agent_status") : text("check_status"),
                    number("chkfail"),
                    number("chkdown"),
                    number("stot"));
        }
    }
}
