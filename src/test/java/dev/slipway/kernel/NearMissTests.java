package dev.slipway.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearMissTests {

  private static final List<String> NAMES =
      List.of("api-gateway", "student-service", "teacher-service", "vote", "voting-redis");

  @Test
  void aSlipOfThePenFindsTheName() {
    assertThat(names("student-servise")).startsWith("student-service");
    assertThat(names("voet")).containsExactly("vote");
  }

  @Test
  void aPartOfANameFindsIt() {
    assertThat(names("gateway")).containsExactly("api-gateway");
    assertThat(names("Vot")).containsExactly("vote", "voting-redis");
  }

  @Test
  void nothingIsSuggestedThatIsFarAway() {
    assertThat(names("kubernetes")).isEmpty();
    assertThat(names("nope")).isEmpty();
  }

  @Test
  void aNearMissLeadsThere() {
    assertThat(NearMiss.among(NAMES, "vot", "/services/").getFirst().path())
        .isEqualTo("/services/vote");
  }

  private static List<String> names(String wanted) {
    return NearMiss.among(NAMES, wanted, "/services/").stream().map(NearMiss::name).toList();
  }
}
