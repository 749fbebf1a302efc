using System.Text;
using System.Text.Json;
using Shouldly;

namespace Crm.WebApi.Tests.Examples;

/// <summary>An example made to run here: address and credentials are put in, everything else stays as the document has it.</summary>
internal sealed class Example(string name)
{
    private readonly string language = Path.GetExtension(name);
    private readonly StringBuilder before = new();
    private readonly StringBuilder after = new();
    private string text = Fixture.Read(name);

    public Example With(string written, string real)
    {
        text.ShouldContain(written);
        text = text.Replace(written, real, StringComparison.Ordinal);

        return this;
    }

    public Example At(Uri server) =>
        With(
            text.Contains("http://localhost:3000", StringComparison.Ordinal)
                ? "http://localhost:3000"
                : "https://integration.seoauthor.ai",
            server.AbsoluteUri.TrimEnd('/')
        );

    /// <param name="code">With <c>{0}</c>, <c>{1}</c> for the values, which become literals of any of the languages.</param>
    public Example Calling(string code, params string[] values)
    {
        after.Append(Fill(code, values)).Append('\n');

        return this;
    }

    public Example Preparing(string code, params string[] values)
    {
        before.Append(Fill(code, values)).Append('\n');

        return this;
    }

    public async Task<Outcome> RunAsync()
    {
        var script = Path.Combine(
            Path.GetTempPath(),
            $"example-{Guid.CreateVersion7():n}{Scripts.Extension(language)}"
        );
        await File.WriteAllTextAsync(script, Scripts.Complete(language, before.ToString(), text, after.ToString()));
        try
        {
            return await Interpreter.Of(name).RunAsync(script);
        }
        finally
        {
            File.Delete(script);
        }
    }

    /// <summary>What it printed, as JSON.</summary>
    public async Task<JsonElement> AnswerAsync()
    {
        var outcome = await RunAsync();
        outcome.ExitCode.ShouldBe(0, outcome.ToString());

        return JsonSerializer.Deserialize<JsonElement>(outcome.Output);
    }

    private static string Fill(string code, string[] values)
    {
        for (var place = 0; place < values.Length; place++)
        {
            code = code.Replace($"{{{place}}}", JsonSerializer.Serialize(values[place]), StringComparison.Ordinal);
        }

        return code;
    }
}
