package io.governance.command;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One thing that can be asked of a running application.
 *
 * @param name lower case words with dashes, such as {@code kill-swap}
 * @param description what it does, in one sentence
 * @param parameters names of the parameters, all of them required; who asks is one where it matters later
 * @param action takes the parameters and returns what is shown to whoever asked; what it throws as
 *     {@link IllegalArgumentException} or {@link IllegalStateException} is shown too
 */
public record Command(String name, String description, List<String> parameters, Action action) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST = 8_192;

    /** What a command does. */
    @FunctionalInterface
    public interface Action {
        /** Returns what is shown to whoever asked. */
        String run(Map<String, String> parameters);
    }

    /**
     * Makes a command.
     *
     * @throws IllegalArgumentException when the name is not lower case words with dashes
     */
    public Command {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "command '" + name + "': expected lower case words with dashes, such as kill-swap");
        }
        parameters = List.copyOf(parameters);
    }

    /**
     * Runs it.
     *
     * @throws IllegalArgumentException with every parameter that is missing, unknown or too long
     */
    String run(Map<String, String> given) {
        TreeSet<String> problems = new TreeSet<>();
        for (String parameter : parameters) {
            String value = given.getOrDefault(parameter, "");
            if (value.isBlank()) {
                problems.add(parameter + ": found nothing, expected a value");
            } else if (value.length() > LONGEST) {
                problems.add(parameter + ": found " + value.length() + " characters, expected at most " + LONGEST);
            }
        }
        given.keySet().stream()
                .filter(name -> !parameters.contains(name))
                .forEach(unknown -> problems.add(unknown + ": unknown, expected " + parameters));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "command " + name + " cannot be run:\n  " + String.join("\n  ", problems));
        }
        return action.run(given);
    }
}
