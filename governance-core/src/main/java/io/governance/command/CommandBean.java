package io.governance.command;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Shows every command as an operation of one bean: what is added later appears by itself. */
final class CommandBean implements DynamicMBean {
    private static final String TEXT = String.class.getName();

    private final Commands commands;

    private CommandBean(Commands commands) {
        this.commands = commands;
    }

    /** Shows the commands by JMX; returns what takes them away again. */
    static Runnable show(Commands commands, String service) {
        try {
            ObjectName name = new ObjectName("io.governance:type=Commands,service=" + ObjectName.quote(service));
            ManagementFactory.getPlatformMBeanServer().registerMBean(new CommandBean(commands), name);
            return () -> {
                try {
                    ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
                } catch (JMException e) {
                    throw new IllegalStateException("the commands of " + service + " stay visible by JMX", e);
                }
            };
        } catch (JMException e) {
            throw new IllegalStateException(
                    "the commands of " + service + " cannot be shown by JMX: is there a second one of that name?", e);
        }
    }

    @Override
    public Object invoke(String action, @Nullable Object[] values, String[] signature) throws MBeanException {
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> names = commands.all().stream()
                .filter(command -> command.name().equals(action))
                .findFirst()
                .map(Command::parameters)
                .orElse(List.of());
        for (int i = 0; i < Math.min(names.size(), values.length); i++) {
            @Nullable Object value = values[i];
            if (value != null) {
                parameters.put(names.get(i), value.toString());
            }
        }
        try {
            return commands.run(action, parameters);
        } catch (Throwable e) {
            // a client has none of our classes and no need of our stack
            throw new MBeanException(new IllegalArgumentException(e.getMessage()), e.getMessage());
        }
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanOperationInfo[] operations = commands.all().stream()
                .map(command -> new MBeanOperationInfo(
                        command.name(),
                        command.description(),
                        command.parameters().stream()
                                .map(parameter -> new MBeanParameterInfo(parameter, TEXT, parameter))
                                .toArray(MBeanParameterInfo[]::new),
                        TEXT,
                        MBeanOperationInfo.ACTION))
                .toArray(MBeanOperationInfo[]::new);
        return new MBeanInfo(
                Commands.class.getName(), "what this application can be told", null, null, operations, null);
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException("commands have no attributes; asked for " + attribute);
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException("commands have no attributes; asked for " + attribute);
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        return new AttributeList();
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }
}
