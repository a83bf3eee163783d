package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodTextTests {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "Pending | {'phase':'Pending'}",
        "Evicted | {'phase':'Failed','reason':'Evicted'}",
        "SchedulingGated | {'phase':'Pending','conditions':[{'type':'PodScheduled','reason':'SchedulingGated'}]}",
        "ContainerCreating | {'phase':'Pending','containerStatuses':[{'name':'a','state':{'waiting':{'reason':'ContainerCreating'}}}]}",
        "CrashLoopBackOff | {'phase':'Running','containerStatuses':[{'name':'a','state':{'waiting':{'reason':'CrashLoopBackOff'}}},{'name':'b','ready':true,'state':{'running':{}}}]}",
        "OOMKilled | {'phase':'Running','containerStatuses':[{'name':'a','state':{'terminated':{'reason':'OOMKilled','exitCode':137}}}]}",
        "ExitCode:3 | {'phase':'Running','containerStatuses':[{'name':'a','state':{'terminated':{'exitCode':3}}}]}",
        "Signal:9 | {'phase':'Running','containerStatuses':[{'name':'a','state':{'terminated':{'signal':9}}}]}",
        "Completed | {'phase':'Succeeded','containerStatuses':[{'name':'a','state':{'terminated':{'reason':'Completed','exitCode':0}}}]}",
        "NotReady | {'phase':'Running','containerStatuses':[{'name':'a','state':{'terminated':{'reason':'Completed'}}},{'name':'b','ready':true,'state':{'running':{}}}]}",
        "Init:0/2 | {'phase':'Pending','initContainerStatuses':[{'name':'i','state':{'waiting':{'reason':'PodInitializing'}}},{'name':'side','state':{}}]}",
        "Init:CrashLoopBackOff | {'phase':'Pending','initContainerStatuses':[{'name':'i','state':{'waiting':{'reason':'CrashLoopBackOff'}}}]}",
        "Init:Error | {'phase':'Pending','initContainerStatuses':[{'name':'i','state':{'terminated':{'reason':'Error','exitCode':1}}}]}",
        "Running | {'phase':'Running','initContainerStatuses':[{'name':'side','started':true,'state':{'running':{}}}],'containerStatuses':[{'name':'a','ready':true,'state':{'running':{}}}]}",
      })
  void aPodReadsAsInKubectl(String text, String status) {
    var pod =
        Answer.JSON.readTree(
            ("{'metadata':{},'spec':{'initContainers':[{'name':'i'},{'name':'side','restartPolicy':'Always'}]},'status':"
                    + status
                    + "}")
                .replace('\'', '"'));
    assertThat(PodText.of(pod)).isEqualTo(text);
  }

  @Test
  void initContainersAreKnownByHowEachHasEnded() {
    var pod =
        Answer.JSON.readTree(
            """
            {"metadata": {"name": "p"}, "spec": {}, "status": {"phase": "Pending",
             "initContainerStatuses": [
               {"name": "schema", "state": {"terminated": {"exitCode": 0}},
                "lastState": {"terminated": {"exitCode": 1}}},
               {"name": "seed", "state": {"waiting": {"reason": "CrashLoopBackOff"}},
                "lastState": {"terminated": {"exitCode": 2}}},
               {"name": "check", "state": {"terminated": {"exitCode": 3}}},
               {"name": "pull", "state": {"waiting": {"reason": "ImagePullBackOff"}}},
               {"name": "later", "state": {"waiting": {"reason": "PodInitializing"}}}],
             "containerStatuses": [
               {"name": "app", "state": {"waiting": {"reason": "ErrImagePull"}}}]}}
            """);
    var inits = ReadPod.from(pod, Recorded.NOW).as(true).inits();
    assertThat(inits.well()).containsExactly("schema");
    assertThat(inits.badly()).containsExactly("seed", "check");
  }
}
