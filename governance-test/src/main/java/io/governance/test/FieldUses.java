package io.governance.test;

import io.governance.test.FieldUse.Kind;
import io.governance.test.FieldUse.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Reads from bytecode what a class does to static collections: which one a method is called on is not in ArchUnit's
 * model, and a {@code put} beside a read of a static map may well go to a local one.
 */
final class FieldUses {
    private final ClassNode type = new ClassNode();
    private final Map<String, String> enclosing = new HashMap<>();
    private final List<FieldUse> found = new ArrayList<>();

    private FieldUses(byte[] classFile) {
        new ClassReader(classFile).accept(type, ClassReader.SKIP_FRAMES);
    }

    static List<FieldUse> in(byte[] classFile) {
        FieldUses uses = new FieldUses(classFile);
        uses.type.methods.forEach(uses::noteLambdas);
        uses.type.methods.stream().filter(FieldUses::touchesStaticField).forEach(uses::read);
        return uses.found;
    }

    private void noteLambdas(MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof InvokeDynamicInsnNode dynamic) {
                for (Object argument : dynamic.bsmArgs) {
                    if (argument instanceof Handle handle
                            && handle.getOwner().equals(type.name)
                            && handle.getName().startsWith("lambda$")) {
                        enclosing.put(handle.getName() + handle.getDesc(), method.name + method.desc);
                    }
                }
            }
        }
    }

    private static boolean touchesStaticField(MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction.getOpcode() == Opcodes.GETSTATIC || instruction.getOpcode() == Opcodes.PUTSTATIC) {
                return true;
            }
        }
        return false;
    }

    private void read(MethodNode method) {
        String name = method.name + method.desc;
        while (enclosing.containsKey(name)) {
            name = enclosing.get(name);
        }
        Frame<SourceValue>[] frames = frames(method);
        int line = 0;
        for (int i = 0; i < frames.length; i++) {
            AbstractInsnNode instruction = method.instructions.get(i);
            if (instruction instanceof LineNumberNode number) {
                line = number.line;
            }
            if (frames[i] != null) {
                new Site(frames[i], name, line).visit(instruction);
            }
        }
    }

    private Frame<SourceValue>[] frames(MethodNode method) {
        try {
            return new Analyzer<>(new CollectionOrigins()).analyze(type.name, method);
        } catch (AnalyzerException e) {
            throw new IllegalStateException(
                    "the bytecode of " + type.name.replace('/', '.') + "." + method.name + " is not valid", e);
        }
    }

    /** One instruction, with what lies on the stack before it. */
    private final class Site {
        private final Frame<SourceValue> frame;
        private final String method;
        private final int line;

        Site(Frame<SourceValue> frame, String method, int line) {
            this.frame = frame;
            this.method = method;
            this.line = line;
        }

        void visit(AbstractInsnNode instruction) {
            if (instruction instanceof MethodInsnNode call) {
                visitCall(call);
            } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
                visitReference(dynamic);
            } else if (instruction instanceof FieldInsnNode field && field.getOpcode() == Opcodes.PUTSTATIC) {
                Set<Origin> origins = origins(fromTop(0));
                if (!origins.isEmpty()) {
                    note(field, Kind.ASSIGNED, origins);
                }
            }
        }

        private void visitCall(MethodInsnNode call) {
            Type[] parameters = Type.getArgumentTypes(call.desc);
            if (call.getOpcode() != Opcodes.INVOKESTATIC) {
                noteCall(call.name, fromTop(parameters.length));
            }
            for (int i = 0; i < parameters.length; i++) {
                if (!call.owner.startsWith("java/")
                        && parameters[i].getInternalName().startsWith("java/util/")) {
                    fieldsOf(fromTop(parameters.length - 1 - i))
                            .forEach(field -> note(field, Kind.HANDED_OVER, Set.of()));
                }
            }
        }

        /** A method reference such as {@code CACHE::put} is given its receiver as the only argument. */
        private void visitReference(InvokeDynamicInsnNode dynamic) {
            if (Type.getArgumentTypes(dynamic.desc).length == 1
                    && dynamic.bsmArgs.length > 1
                    && dynamic.bsmArgs[1] instanceof Handle handle
                    && handle.getTag() != Opcodes.H_INVOKESTATIC) {
                noteCall(handle.getName(), fromTop(0));
            }
        }

        private void noteCall(String called, SourceValue receiver) {
            CollectionCall call = CollectionCall.of(called);
            for (FieldInsnNode field : fieldsOf(receiver)) {
                if (call == CollectionCall.GROWS) {
                    note(field, Kind.GROWS, Set.of());
                } else if (call == CollectionCall.BOUNDS) {
                    note(field, Kind.BOUNDS, Set.of());
                }
            }
        }

        private void note(FieldInsnNode field, Kind kind, Set<Origin> origins) {
            found.add(new FieldUse(field.owner.replace('/', '.'), field.name, kind, method, line, origins));
        }

        private SourceValue fromTop(int depth) {
            return frame.getStack(frame.getStackSize() - 1 - depth);
        }
    }

    private static List<FieldInsnNode> fieldsOf(SourceValue value) {
        return value.insns.stream()
                .filter(origin -> origin.getOpcode() == Opcodes.GETSTATIC)
                .map(FieldInsnNode.class::cast)
                .toList();
    }

    private static Set<Origin> origins(SourceValue value) {
        return value.insns.stream()
                .filter(origin -> origin instanceof MethodInsnNode || origin.getOpcode() == Opcodes.NEW)
                .map(origin -> origin instanceof MethodInsnNode call
                        ? new Origin(call.owner.replace('/', '.'), false)
                        : new Origin(((TypeInsnNode) origin).desc.replace('/', '.'), true))
                .collect(Collectors.toSet());
    }
}
