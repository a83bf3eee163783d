package dev.slipway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.slipway.testing.Negative;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/// Replicas whose clocks differ decide alike, because none of them asks its own clock.
class TimeTests {

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.slipway.plans", "dev.slipway.approvals", "dev.slipway.policies");

  private static final JavaClasses EVERYTHING =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.slipway");

  @Test
  @Negative(67)
  void leasesApprovalsExpiryAndFreezesNeverAskTheClockOfTheirOwnMachine() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..web..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Instant.class, "now", Clock.class)
        .orShould()
        .callMethod(Clock.class, "instant")
        .orShould()
        .callMethod(Clock.class, "millis")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .because("guards ask the database, which is one for all replicas")
        .check(PRODUCTION);
  }

  /// The simulated clusters are a world of their own, with a clock of their own.
  @Test
  void whatIsShownComesFromTheClockThatATestCanSet() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.slipway.sandbox..")
        .should()
        .accessTargetWhere(
            describe(
                "the machine's clock without asking the injected one",
                access ->
                    (access.getTarget().getName().equals("now")
                            && access.getTargetOwner().getPackageName().equals("java.time")
                            && access.getTarget() instanceof CodeUnitAccessTarget target
                            && target.getRawParameterTypes().isEmpty())
                        || access
                            .getTarget()
                            .getFullName()
                            .startsWith("java.lang.System.currentTimeMillis(")))
        .because(
            "an injected Clock serves what is shown and pure functions; guards ask the database")
        .check(EVERYTHING);
  }
}
