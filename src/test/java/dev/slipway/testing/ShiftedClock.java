package dev.slipway.testing;

import static java.lang.constant.ConstantDescs.CD_long;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Makes a JVM whose `java.time` tells another time than the machine, as on a host with a wrong
/// clock: `Instant.now()` and all that rests on it. Only the class of the JDK that reads the clock
/// is changed, in a copy that the JVM is told to prefer.
public final class ShiftedClock {

  private static final ClassDesc INSTANT = ClassDesc.of("java.time.Instant");

  private ShiftedClock() {}

  /// Flags for a JVM that is so much ahead; negative is behind.
  public static List<String> flags(Path folder, Duration ahead) throws IOException {
    var clock = folder.resolve("java.base/java/time/Clock.class");
    Files.createDirectories(clock.getParent());
    Files.write(clock, shifted(ahead.toSeconds()));
    return List.of("--patch-module=java.base=" + folder.resolve("java.base").toAbsolutePath());
  }

  private static byte[] shifted(long seconds) throws IOException {
    var original =
        Files.readAllBytes(
            FileSystems.getFileSystem(URI.create("jrt:/"))
                .getPath("/modules/java.base/java/time/Clock.class"));
    var files = ClassFile.of();
    CodeTransform later =
        (code, element) -> {
          if (element instanceof ReturnInstruction back && back.opcode() == Opcode.ARETURN) {
            code.loadConstant(seconds)
                .invokevirtual(INSTANT, "plusSeconds", MethodTypeDesc.of(INSTANT, CD_long));
          }
          code.with(element);
        };
    return files.transformClass(
        files.parse(original),
        ClassTransform.transformingMethodBodies(ShiftedClock::readsTheClock, later));
  }

  private static boolean readsTheClock(MethodModel method) {
    return method.methodName().equalsString("currentInstant");
  }
}
