using System.Diagnostics;

namespace Crm.WebApi.Tests.Examples;

/// <summary>What runs the examples of one language on this machine.</summary>
/// <param name="Needs">What has to be installed, in words.</param>
/// <param name="Program">Null when it is missing.</param>
internal sealed record Interpreter(string Needs, string? Program)
{
    private static readonly Dictionary<string, Interpreter> ByExtension = new(StringComparer.Ordinal)
    {
        [".sh"] = Find("a shell with curl", ["sh"], "-c", "command -v curl"),
        [".js"] = Find("Node.js with fetch (18 or later)", ["node"], "-e", "fetch"),
        // A version manager's Python may come first and lack the package that the system's has.
        [".py"] = Find("Python 3 with the package requests", ["python3", "/usr/bin/python3"], "-c", "import requests"),
        [".php"] = Find("PHP with its command line", ["php"], "-r", "json_encode(1);"),
    };

    public static Interpreter Of(string example) => ByExtension[Path.GetExtension(example)];

    public async Task<Outcome> RunAsync(string script)
    {
        using var process = Process.Start(Quiet(Program!, script))!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);

        return new(process.ExitCode, await output, await errors);
    }

    // Asked while tests are discovered, where nothing can be awaited.
    private static Interpreter Find(string needs, string[] programs, params string[] question) =>
        new(needs, programs.FirstOrDefault(program => Answers(program, question)));

    private static bool Answers(string program, string[] question)
    {
        try
        {
            using var process = Process.Start(Quiet(program, question))!;
            process.WaitForExit();

            return process.ExitCode is 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static ProcessStartInfo Quiet(string program, params string[] arguments) =>
        new(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The server is on this machine: no proxy between.
            Environment = { ["NO_PROXY"] = "*" },
        };
}

/// <summary>What an example printed, and whether it ended well.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"ended with {ExitCode}\n{Output}\n{Errors}";
}
