package io.governance.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The commands of one application. Thread-safe; a command runs on the thread of whoever gives it. */
public final class Commands {
    private static final int MOST = 200;

    private final ConcurrentSkipListMap<String, Command> commands = new ConcurrentSkipListMap<>();

    /**
     * Adds a command.
     *
     * @return what removes it again
     * @throws IllegalStateException when there is one of that name, or there are 200: make a command once, with the
     *     thing it is about as a parameter
     */
    public Runnable register(Command command) {
        if (commands.size() >= MOST) {
            throw new IllegalStateException("command " + command.name() + ": " + MOST
                    + " commands exist already; give what a command is about as a parameter");
        }
        if (commands.putIfAbsent(command.name(), command) != null) {
            throw new IllegalStateException("command " + command.name() + " exists already");
        }
        return () -> commands.remove(command.name(), command);
    }

    /**
     * Shows every command, also those added later, as an operation of the bean
     * {@code io.governance:type=Commands,service="NAME"}.
     *
     * @return what takes the bean away again
     * @throws IllegalStateException when there is one of that name
     */
    public Runnable showByJmx(String service) {
        return CommandBean.show(this, service);
    }

    /** Returns the commands by name. */
    public List<Command> all() {
        return List.copyOf(commands.values());
    }

    /**
     * Gives a command.
     *
     * @param parameters values by name
     * @return what the command has to say
     * @throws IllegalArgumentException when there is no such command, or its parameters are not the ones it asks for
     */
    public String run(String name, Map<String, String> parameters) {
        Command command = commands.get(name);
        if (command == null) {
            throw new IllegalArgumentException("no command " + name + "; there are " + commands.keySet());
        }
        return command.run(Map.copyOf(parameters));
    }
}
