# docker build -t slipway .
# Four stages: build the jar, take it apart, train the AOT cache on a database of the distribution's, and the image.

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml .
COPY src src
COPY k8s/access k8s/access
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp package -DskipTests -Dspotless.check.skip=true
RUN java -Djarmode=tools -jar target/slipway-*.jar extract --layers --application-filename slipway.jar \
      --destination /layers

# The runtime's own Java, its jars at their place: the cache holds for nothing else.
FROM eclipse-temurin:25-jre AS train
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql \
      && rm -rf /var/lib/apt/lists/*
COPY src/main/resources/db/bootstrap /build/src/main/resources/db/bootstrap
COPY bin /build/bin
COPY --from=build /layers/dependencies/ /layers/spring-boot-loader/ /layers/snapshot-dependencies/ \
      /layers/application/ /opt/slipway/
RUN /build/bin/aot-cache /opt/slipway

FROM eclipse-temurin:25-jre
WORKDIR /opt/slipway
# From what changes least to what changes with every commit.
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
COPY --from=train /opt/slipway/slipway.aot ./
COPY --chmod=755 bin/health ./
COPY bin/jvm.flags ./
# A number, so that Kubernetes can see that it is not root. Nothing is written but /tmp.
USER 10001:10001
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["/opt/slipway/health"]
# "migrate" as the argument migrates the database and ends.
ENTRYPOINT ["java", "@/opt/slipway/jvm.flags", "-XX:AOTCache=/opt/slipway/slipway.aot", "-jar", "/opt/slipway/slipway.jar"]
