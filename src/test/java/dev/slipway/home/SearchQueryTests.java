package dev.slipway.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTests {

  @ParameterizedTest
  @CsvSource({
    "student, GO, student",
    "'>deploy Vote', ACT, 'deploy vote'",
    "@ada, PEOPLE, ada",
    "#1.0.1, CHANGES, 1.0.1",
    "'  > roll  back ', ACT, 'roll back'",
    "'', GO, ''",
    ">, ACT, ''"
  })
  void theFirstLetterSaysWhatIsAskedFor(String typed, SearchQuery.Scope scope, String terms) {
    var query = SearchQuery.of(typed);
    assertThat(query.scope()).isEqualTo(scope);
    assertThat(String.join(" ", query.terms())).isEqualTo(terms);
  }

  @Test
  void aPastedNovelIsCutShort() {
    var query = SearchQuery.of("many words ".repeat(5000));
    assertThat(query.terms()).hasSizeLessThanOrEqualTo(6);
    assertThat(SearchQuery.of("x".repeat(5000)).terms().getFirst()).hasSize(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0.1", "v2", "1", "sha256:ab12cd", "@7be1", "7be1", "rc-1.0.1"})
  void aVersionIsKnownByItsLook(String term) {
    assertThat(RunningVersions.isVersion(term)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"student", "api-gateway", "vote", "<script>", "'; drop table person"})
  void aNameIsNone(String term) {
    assertThat(RunningVersions.isVersion(term)).isFalse();
  }

  @Test
  void aWholeNameComesBeforeABeginningAndThatBeforeTheRest() {
    assertThat(Likeness.of(List.of("vote"), "vote"))
        .isLessThan(Likeness.of(List.of("vote"), "voter-list"));
    assertThat(Likeness.of(List.of("list"), "voter-list"))
        .isLessThan(Likeness.of(List.of("ist"), "voter-list"))
        .isGreaterThan(Likeness.of(List.of("voter"), "voter-list"));
    assertThat(Likeness.of(List.of("vote", "nowhere"), "vote")).isEqualTo(Likeness.NONE);
  }

  @Test
  void peopleSayRollBackInTwoWords() {
    assertThat(Verb.BACK.is("roll") && Verb.BACK.is("back") && Verb.BACK.is("rollb")).isTrue();
    assertThat(Verb.DEPLOY.is("back")).isFalse();
    assertThat(Verb.anyIs("d")).as("one letter is no verb yet").isFalse();
  }
}
