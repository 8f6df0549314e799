package io.governance.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/** Follows values back to the field they were read from or the constructor that made them, through copies and views. */
final class CollectionOrigins extends SourceInterpreter {
    CollectionOrigins() {
        super(Opcodes.ASM9);
    }

    @Override
    public SourceValue copyOperation(AbstractInsnNode instruction, SourceValue value) {
        return value;
    }

    @Override
    public @Nullable SourceValue unaryOperation(AbstractInsnNode instruction, SourceValue value) {
        return instruction.getOpcode() == Opcodes.CHECKCAST ? value : super.unaryOperation(instruction, value);
    }

    @Override
    public SourceValue naryOperation(AbstractInsnNode instruction, List<? extends SourceValue> values) {
        boolean isPassedOn = instruction instanceof MethodInsnNode call
                && (isView(call) || isWrapper(call))
                && values.get(0).getSize() == 1;
        return isPassedOn ? values.get(0) : super.naryOperation(instruction, values);
    }

    private static boolean isView(MethodInsnNode call) {
        return call.getOpcode() != Opcodes.INVOKESTATIC
                && call.owner.startsWith("java/util/")
                && CollectionCall.of(call.name) == CollectionCall.VIEWS;
    }

    private static boolean isWrapper(MethodInsnNode call) {
        return call.owner.equals("java/util/Collections")
                && (call.name.startsWith("synchronized")
                        || call.name.startsWith("checked")
                        || call.name.equals("newSetFromMap"));
    }
}
