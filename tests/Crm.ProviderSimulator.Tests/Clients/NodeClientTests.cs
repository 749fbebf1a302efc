namespace Crm.ProviderSimulator.Tests.Clients;

public sealed class NodeClientTests
{
    [NodeClientFact]
    public async Task Every_client_loads_and_its_connections_end_at_the_simulator()
    {
        await using var simulator = new ListeningSimulator();

        var answer = await NodeClient.RunAsync(simulator, "load-all.cjs", new { path = "/health/live" });

        answer.GetProperty("status").GetInt32().ShouldBe(200);
        answer.GetProperty("clients").GetArrayLength().ShouldBe(3);
    }
}
