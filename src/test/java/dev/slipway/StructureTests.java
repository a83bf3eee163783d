package dev.slipway;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.slipway.kernel.Decimals;
import dev.slipway.sandbox.InSandbox;
import jakarta.persistence.Entity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RestController;

class StructureTests {

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.slipway");

  @Test
  void everyModuleKeepsToItsNeighbours() {
    ApplicationModules.of(Slipway.class).verify();
  }

  /// What is allowed and not used invites what nobody has decided.
  @Test
  void noModuleDeclaresANeighbourThatItDoesNotUse() {
    var unused = new ArrayList<String>();
    ApplicationModules.of(Slipway.class).stream()
        .forEach(module -> {
          var own = module.getBasePackage().getName();
          for (var allowed : allowed(own)) {
            var wanted = "dev.slipway." + allowed.replace("::", ".");
            if (PRODUCTION.stream()
                .filter(type -> (type.getPackageName() + ".").startsWith(own + "."))
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .noneMatch(to -> to.getTargetClass().getPackageName().equals(wanted))) {
              unused.add(own + " -> " + allowed);
            }
          }
        });
    assertThat(unused).isEmpty();
  }

  private static List<String> allowed(String module) {
    try {
      var declared = Class.forName(module + ".package-info").getAnnotation(ApplicationModule.class);
      return declared == null
          ? List.of()
          : Stream.of(declared.allowedDependencies())
              .filter(name -> !name.equals(ApplicationModule.OPEN_TOKEN))
              .toList();
    } catch (ClassNotFoundException e) {
      throw new AssertionError(module + " has no package-info", e);
    }
  }

  @Test
  void onlyTheClusterAdapterKnowsTheKubernetesClient() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.slipway.clusters.fabric8..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8..")
            .because("one adapter can be tested against every cluster, and replaced"));
  }

  @Test
  void theKernelIsPlainJava() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.slipway.kernel..")
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "jakarta.persistence..")
            .because("words that every module shares must not drag a framework along"));
  }

  @Test
  void nothingKnowsTheSandbox() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.slipway.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.slipway.sandbox..")
            .because("production must work, and be read, without it"));
  }

  /// The mode decides at the start; production so has neither the bean nor its routes.
  @Test
  void everyBeanOfTheSandboxExistsInSandboxModeOnly() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.slipway.sandbox..")
            .and()
            .areMetaAnnotatedWith(Component.class)
            .should()
            .beAnnotatedWith(InSandbox.class)
            .because("production has no sandbox bean and no sandbox route"));
  }

  @Test
  void theSimulatorStandsAlone() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.slipway.sandbox.kubernetes..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "dev.slipway.clusters..")
            .because(
                "it also runs as a process of its own and must not share the portal's mistakes"));
  }

  @Test
  void onlyTheWebSideKnowsTheWeb() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "dev.slipway..web..", "dev.slipway.shell..", "dev.slipway.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.web..")
            .because("a rule that knows HTTP cannot be used by a schedule"));
  }

  @Test
  void controllersAreHidden() {
    check(
        classes()
            .that()
            .areAnnotatedWith(Controller.class)
            .or()
            .areAnnotatedWith(RestController.class)
            .should()
            .bePackagePrivate()
            .allowEmptyShould(true)
            .because("nobody calls them but the framework"));
  }

  @Test
  void entitiesAreHidden() {
    check(
        classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .bePackagePrivate()
            .allowEmptyShould(true)
            .because("other modules see views, never state that can be changed"));
  }

  /// Of a number that others wrote, ten signs may stand for a hundred million digits.
  @Test
  void onePlaceWritesOutTheDigitsOfADecimal() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.slipway.sandbox.kubernetes..")
            .and()
            .areNotAssignableTo(Decimals.class)
            .should()
            .accessTargetWhere(
                target(owner(type(BigDecimal.class)))
                    .and(
                        target(
                            nameMatching(
                                "toPlainString|toEngineeringString|setScale|toBigInteger(Exact)?"))))
            .because("what is short enough to be written out is asked in one place"));
  }

  private static void check(ArchRule rule) {
    rule.check(PRODUCTION);
  }
}
