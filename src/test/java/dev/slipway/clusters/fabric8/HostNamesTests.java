package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamesTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          REDIS_HOST              | redis                                    | redis
          MLFLOW_TRACKING_URI     | http://mlflow:5000                       | mlflow
          KAFKA_BOOTSTRAP_SERVERS | kafka-0.kafka:9092,kafka-1.kafka:9092    | kafka-0.kafka kafka-1.kafka
          DATABASE_URI            | postgresql://iot:secret@postgres:5432/x  | postgres
          ConnectionStrings__Emis | Server=mysql.emis-data;Port=3306;Uid=a   | mysql.emis-data
          CACHE                   | redis.emis-data.svc.cluster.local        | redis.emis-data.svc.cluster.local
          PEERS                   | a, b ,c                                  | a b c
          ADVERTISED              | influx:8086                              | influx
          MYSQL_USER              | mysql                                    | ''
          LOG_FORMAT              | json                                     | ''
          GREETING                | hello redis world                        | ''
          STARTED_AT              | 2026-11-22T10:00:00Z                     | ''
          """)
  void aVariableTellsAHostByItsNameOrByTheFormOfItsValue(
      String variable, String value, String hosts) {
    assertThat(String.join(" ", HostNames.hosts(variable, value))).isEqualTo(hosts);
  }

  @Test
  @Timeout(5)
  void aValueMadeToBeSlowIsReadAtOnce() {
    assertThat(HostNames.hosts("URL", "host=" + "a-".repeat(2_000) + ".")).isNotNull();
    assertThat(HostNames.hosts("URL", "redis,".repeat(100_000))).isEmpty();
  }
}
