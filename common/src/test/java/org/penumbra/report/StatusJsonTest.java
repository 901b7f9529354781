package org.penumbra.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.penumbra.report.Statuses.NOW;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.llm.Limits;
import org.penumbra.llm.Service;
import org.penumbra.llm.Spending;
import org.penumbra.llm.Usage;

class StatusJsonTest {

  @Test
  void holdsAllThatIsKnown() throws Exception {
    RunStatus status =
        new RunStatus(
            "file:/runs/ads",
            "ads",
            NOW,
            true,
            new RunWriter("local-1", "far", 4711, NOW, NOW, RunWriter.State.GONE),
            false,
            List.of(
                Statuses.decided(1, "go_on", false),
                Statuses.upTo(2, Statuses.failed("scan", "no space left"))),
            new ModelSpending(
                new Spending(new Usage(9, 80, 9), new Usage(1, 10, 1), 1.5),
                new Limits(Service.CHAT, null, null, 15L, null, null, 0, 0, .1)),
            null);

    assertThat(json(status))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"run": "file:/runs/ads", "policy": "ads", "at": "2026-11-30T18:00:00Z",
                     "exists": true, "state": "unfinished",
                     "writer": {"application": "local-1", "host": "far", "process": 4711,
                       "started": "2026-11-30T18:00:00Z", "heartbeat": "2026-11-30T18:00:00Z",
                       "state": "gone"},
                     "forgetting": false,
                     "rounds": [
                       {"round": 1,
                        "verdict": {"round": 1, "outcome": "go_on", "stop": false,
                          "why": "The gap is 0.3."},
                        "stages": [
                          {"stage": "scan", "state": "done", "at": "2026-11-30T17:35:59Z",
                           "note": "scan has ended", "error": null, "waves": []},
                          {"stage": "ingest", "state": "done", "at": "2026-11-30T17:35:59Z",
                           "note": "ingest has ended", "error": null, "waves": []},
                          {"stage": "decide", "state": "done", "at": "2026-11-30T17:35:59Z",
                           "note": "decide has ended", "error": null, "waves": []}],
                        "applied": []},
                       {"round": 2, "verdict": null,
                        "stages": [
                          {"stage": "scan", "state": "unfinished", "at": "2026-11-30T17:35:59Z",
                           "note": "", "error": "no space left",
                           "waves": [{"dataset": "staged", "done": 3, "all": 5},
                             {"dataset": "settled", "done": 1, "all": null}]},
                          {"stage": "ingest", "state": "not_begun", "at": null, "note": "",
                           "error": null, "waves": []},
                          {"stage": "decide", "state": "not_begun", "at": null, "note": "",
                           "error": null, "waves": []}],
                        "applied": []}],
                     "last_verdict": {"round": 1, "outcome": "go_on", "stop": false,
                       "why": "The gap is 0.3."},
                     "model": {"requests": 10, "prompt_tokens": 90, "completion_tokens": 10,
                       "pending_requests": 1, "cost": 1.5, "requests_left": 5,
                       "tokens_left": null, "cost_left": null},
                     "embedder": null,
                     "next": "./submit.sh round --round 2", "next_when": ""}"""));
  }

  @Test
  void whatIsNotThereIsNull() throws Exception {
    JsonNode json =
        json(new RunStatus("file:/runs/ads", null, NOW, false, null, false, List.of(), null, null));

    assertThat(json.get("state").asText()).isEqualTo("absent");
    assertThat(json.get("exists").asBoolean()).isFalse();
    for (String field : List.of("policy", "writer", "last_verdict", "model")) {
      assertThat(json.get(field).isNull()).as(field).isTrue();
    }
  }

  @Test
  void isAsciiThatATerminalDoesNotObey() throws Exception {
    String hostile = "a\u001b[2J\u009b2J\u202eb\n";
    RunStatus status = Statuses.run(Statuses.upTo(1, Statuses.failed("scan", hostile)));

    assertThat(StatusJson.render(status, NextCommand.after(status, "")))
        .matches("(?s)[\\n\\x20-\\x7e]*");
    assertThat(json(status).at("/rounds/0/stages/0/error").asText()).isEqualTo(hostile);
  }

  private static JsonNode json(RunStatus status) throws Exception {
    return new ObjectMapper().readTree(StatusJson.render(status, NextCommand.after(status, "")));
  }
}
