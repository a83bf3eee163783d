package dev.slipway.backups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// As the API server judges a selector of labels.
class LabelSelectorTests {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Map<String, String> MYSQL = Map.of("app", "mysql", "tier", "data");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'matchLabels':{'app':'mysql'}} | true | app=mysql",
        "{'matchLabels':{'app':'mysql','tier':'web'}} | false | app=mysql, tier=web",
        "{'matchLabels':{'owner':'x'}} | false | owner=x",
        "{'matchExpressions':[{'key':'app','operator':'In','values':['a','mysql']}]} | true | app in (a, mysql)",
        "{'matchExpressions':[{'key':'owner','operator':'In','values':['a']}]} | false | owner in (a)",
        "{'matchExpressions':[{'key':'app','operator':'NotIn','values':['mysql']}]} | false | app notin (mysql)",
        "{'matchExpressions':[{'key':'owner','operator':'NotIn','values':['a']}]} | true | owner notin (a)",
        "{'matchExpressions':[{'key':'tier','operator':'Exists'}]} | true | tier",
        "{'matchExpressions':[{'key':'tier','operator':'DoesNotExist'}]} | false | !tier",
        "{'matchExpressions':[{'key':'app','operator':'Resembles','values':['mysql']}]} | false | app resembles (mysql)",
      })
  void allOfASelectorHolds(String selector, boolean matches, String words) {
    var read =
        LabelSelector.of(
                JSON.readTree("{'labelSelector':%s}".formatted(selector).replace('\'', '"')))
            .getFirst();
    assertThat(read.matches(MYSQL)).isEqualTo(matches);
    assertThat(read.words()).isEqualTo(words);
  }

  @Test
  void oneOfSeveralIsEnoughAndNoneIsNoLimit() {
    var template =
        """
        {"orLabelSelectors": [{"matchLabels": {"app": "web"}}, {"matchLabels": {"app": "mysql"}}]}
        """;
    assertThat(LabelSelector.of(JSON.readTree(template)))
        .hasSize(2)
        .anyMatch(each -> each.matches(MYSQL))
        .anyMatch(each -> !each.matches(MYSQL));
    assertThat(LabelSelector.of(JSON.readTree("{}"))).isEmpty();
    assertThat(LabelSelector.of(JSON.readTree("{\"labelSelector\": {}}"))).isEmpty();
    var one = "{\"orLabelSelectors\": [{\"matchLabels\": {\"app\": \"a\"}}, {}]}";
    assertThat(LabelSelector.of(JSON.readTree(one))).as("one of them takes all").isEmpty();
  }

  @Test
  void whatAClusterWritesIsCleanedBeforeItIsKept() {
    var template = "{\"labelSelector\": {\"matchLabels\": {\"app\": \"a\\u0000b\"}}}";
    assertThat(LabelSelector.of(JSON.readTree(template)).getFirst().words()).isEqualTo("app=a b");
  }
}
