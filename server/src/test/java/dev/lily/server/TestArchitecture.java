package dev.lily.server;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.lily.server.operations.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The fine lines between the packages; the coarse ones between the modules are Maven's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TestArchitecture {
  private final JavaClasses lily =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.lily");

  @Test
  void allModulesAreLookedAt() {
    assertThat(lily.containPackage("dev.lily.graph.store")).isTrue();
    assertThat(lily.containPackage("dev.lily.notifications.log")).isTrue();
    assertThat(lily.containPackage("dev.lily.policy.ranger")).isTrue();
    assertThat(lily.containPackage("dev.lily.server.http")).isTrue();
  }

  @Test
  void onlyTheGraphKnowsJanusGraph() {
    onlyIn("dev.lily.graph..", "org.janusgraph..", "org.apache.tinkerpop..");
  }

  @Test
  void onlyTheHttpDoorKnowsJavalin() {
    onlyIn("dev.lily.server.http..", "io.javalin..");
  }

  @Test
  void onlyTheRangerPackageKnowsRanger() {
    onlyIn("dev.lily.policy.ranger..", "org.apache.ranger..");
  }

  @Test
  void onlyTheAuthorizerKnowsCasbin() {
    onlyIn("dev.lily.policy.access..", "org.casbin..");
  }

  @Test
  void onlyTheSyncKnowsTheDriverOfPostgres() {
    onlyIn("dev.lily.server.postgres..", "org.postgresql..");
  }

  @Test
  void onlyNotificationsKnowKafka() {
    onlyIn("dev.lily.notifications..", "org.apache.kafka..", "kafka..");
  }

  @Test
  void notificationsAndPolicyDoNotKnowEachOther() {
    mustNotKnow("dev.lily.notifications..", "dev.lily.policy..");
    mustNotKnow("dev.lily.policy..", "dev.lily.notifications..");
  }

  @Test
  void onlyOneClassKnowsTheMetricsLibrary() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Metrics.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.prometheus..")
        .check(lily);
  }

  @Test
  void theStoreShowsItsDoorsOnly() {
    assertThat(
            lily.stream()
                .filter(type -> type.getPackageName().equals("dev.lily.graph.store"))
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(PUBLIC))
                .map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder(
            "AssetSearch",
            "BatchFaults",
            "GraphCatalog",
            "GraphScan",
            "RowBlockStoreManager",
            "SharedReaderLuceneIndex",
            "StoreSettings");
  }

  private void onlyIn(String home, String... library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library)
        .check(lily);
  }

  private void mustNotKnow(String one, String other) {
    noClasses()
        .that()
        .resideInAPackage(one)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(other)
        .check(lily);
  }
}
