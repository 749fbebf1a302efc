using System.Diagnostics;
using System.Text.Json;

namespace Crm.ProviderSimulator.Tests.Clients;

/// <summary>
/// A script of this folder that uses an npm client as its author published it. Every https connection of the process ends at the
/// simulator, whatever host it is meant for; the client itself is told nothing. The script reads its input from
/// <c>process.argv[2]</c> and prints its answer, both JSON.
/// </summary>
internal static class NodeClient
{
    private const int PatienceSeconds = 60;

    public static async Task<JsonElement> RunAsync(ListeningSimulator simulator, string script, object input)
    {
        var start = new ProcessStartInfo(
            "node",
            [
                "--require",
                Path.Combine(NodeClients.Sources, "to-simulator.cjs"),
                Path.Combine(NodeClients.Sources, script),
                JsonSerializer.Serialize(input),
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["NODE_PATH"] = Path.Combine(NodeClients.Folder, "node_modules"),
                // The simulator is on this machine: no proxy between.
                ["NO_PROXY"] = "*",
                ["SIMULATOR_PORT"] = $"{simulator.Secure.Port}",
                ["SIMULATOR_CERTIFICATE"] = simulator.CertificatePem,
            },
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(PatienceSeconds));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);

        process.ExitCode.ShouldBe(0, $"{script}\n{await output}\n{await errors}");
        return JsonElement.Parse(await output);
    }
}
