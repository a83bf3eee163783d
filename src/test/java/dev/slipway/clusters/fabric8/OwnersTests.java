package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.Owner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnersTests {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "ARGO_CD | shop | {'annotations':{'argocd.argoproj.io/tracking-id':'shop:apps/Deployment:a/b'}}",
        "ARGO_CD | shop | {'labels':{'app.kubernetes.io/instance':'shop'},'managedFields':[{'manager':'argocd-controller'}]}",
        "FLUX | shop | {'labels':{'kustomize.toolkit.fluxcd.io/name':'shop'}}",
        "FLUX | shop | {'labels':{'helm.toolkit.fluxcd.io/name':'shop'}}",
        "HELM | shop | {'annotations':{'meta.helm.sh/release-name':'shop'}}",
        "OPERATOR | Cluster shop | {'ownerReferences':[{'kind':'Cluster','name':'shop','controller':true}]}",
      })
  void whoElseWritesIsRecognised(Owner.Kind kind, String name, String metadata) {
    assertThat(Owners.of(Answer.JSON.readTree(metadata.replace('\'', '"'))))
        .singleElement()
        .matches(owner -> owner.kind() == kind && owner.name().equals(name));
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', value = "{'labels':{'app.kubernetes.io/instance':'shop'}}")
  void aLabelThatEverybodySetsProvesNothing(String metadata) {
    assertThat(Owners.of(Answer.JSON.readTree(metadata.replace('\'', '"')))).isEmpty();
  }
}
