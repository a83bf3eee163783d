package dev.slipway.audit.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approvals.HeldState;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.plans.OperationState;
import dev.slipway.plans.PlanState;
import dev.slipway.policies.FreezeChanged;
import dev.slipway.verification.VerificationState;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The trail says every act in words: its own, or its name where that is a noun and a participle.
/// The names are read from the compiled classes that make events, so a new act is tested by being
/// there.
class ActWordsTests {

  private static final Path CLASSES = Path.of("target/classes");
  private static final Pattern ACT = Pattern.compile("[a-z]+\\.[a-z]+(-[a-z]+)*");

  /// A text that the compiler leaves a gap in, for what is known at run time only.
  private static final Pattern WITH_A_GAP = Pattern.compile("[a-z]+\\.\\x01|\\x01\\.[a-z-]+");

  /// What fills the gaps.
  private static final Map<String, List<String>> FILLED =
      Map.of(
          "plan.\1",
          Stream.of(PlanState.values())
              .map(state -> state == PlanState.PENDING_APPROVAL ? "approval-lost" : state.slug())
              .toList(),
          "deployment.\1",
          Stream.of(OperationState.values()).map(OperationState::slug).toList(),
          "act.\1",
          Stream.of(HeldState.values())
              .filter(state -> state != HeldState.WAITING)
              .map(HeldState::slug)
              .toList(),
          "freeze.\1",
          Stream.of(FreezeChanged.Change.values())
              .map(change -> change.name().toLowerCase(Locale.ROOT))
              .toList(),
          "verification.\1",
          Stream.of(VerificationState.values())
              .filter(state -> state != VerificationState.RUNNING)
              .map(VerificationState::slug)
              .toList(),
          "exclusion.\1",
          List.of("asked", "agreed", "revoked", "refused", "expired"),
          "\1.facts-declared",
          List.of("service", "system"));

  /// Read well as they are, though no participle in -ed ends them.
  private static final Set<String> PLAIN =
      Set.of(
          "approval.lost",
          "clock.stepped-back",
          "decision.undone",
          "deployment.aborting",
          "deployment.rolled-back",
          "deployment.step",
          "deployment.verifying",
          "invitation.made",
          "lock.set",
          "password.set",
          "plan.approval-lost",
          "plan.stale",
          "plan.withdrawn",
          "sync.paused-for-long",
          "webhook.set");

  @Test
  void everyActReadsAsWordsInTheTrail() throws IOException {
    var acts = acts();

    assertThat(acts).as("found at all").contains("plan.proposed", "freeze.ended", "lock.set");
    assertThat(acts)
        .as("give it words in AuditWords, or a name that ends in a participle")
        .allMatch(act -> act.endsWith("ed") || PLAIN.contains(act) || hasWordsOfItsOwn(act));
    assertThat(acts).as("named here, and there is no such act").containsAll(PLAIN);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PUBLIC", "OWN_ACCOUNT", "VIEW"})
  void whatSomebodyMayNotDoIsSaidAsAnAttempt(Permission permission) {
    var refused = permission.name().toLowerCase(Locale.ROOT).replace('_', '.');

    assertThat(AuditWords.act(refused)).startsWith("Tried to ");
  }

  private static boolean hasWordsOfItsOwn(String act) {
    var name = act.replaceAll("[.-]", " ");
    return !AuditWords.act(act).equalsIgnoreCase(name);
  }

  private static Set<String> acts() throws IOException {
    var acts = new TreeSet<String>();
    var gaps = new TreeSet<String>();
    for (var maker : makers()) {
      for (var constant : maker.constantPool()) {
        if (constant instanceof StringEntry text) {
          var said = text.stringValue();
          if (WITH_A_GAP.matcher(said).matches()) {
            gaps.add(said);
          } else if (ACT.matcher(said).matches() && !isMetric(said)) {
            acts.add(said);
          }
        }
      }
    }
    assertThat(gaps).as("say in this test what fills the gap").isEqualTo(FILLED.keySet());
    FILLED.forEach((gap, fills) -> fills.forEach(fill -> acts.add(gap.replace("\1", fill))));
    return acts;
  }

  private static boolean isMetric(String name) {
    return name.startsWith("slipway.");
  }

  /// Events, and whoever names one.
  private static List<ClassModel> makers() throws IOException {
    List<ClassModel> all = new ArrayList<>();
    try (var files = Files.walk(CLASSES.resolve("dev/slipway"))) {
      for (var file : files.filter(it -> it.toString().endsWith(".class")).toList()) {
        all.add(ClassFile.of().parse(file));
      }
    }
    var event = PortalEvent.class.getName().replace('.', '/');
    var events = new HashSet<String>();
    for (var one : all) {
      if (one.interfaces().stream().anyMatch(it -> it.asInternalName().equals(event))) {
        events.add(one.thisClass().asInternalName());
      }
    }
    return all.stream()
        .filter(one ->
            StreamSupport.stream(one.constantPool().spliterator(), false)
                .anyMatch(constant ->
                    constant instanceof ClassEntry named
                        && events.contains(named.asInternalName())))
        .toList();
  }
}
