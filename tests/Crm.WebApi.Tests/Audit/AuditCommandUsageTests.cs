using Crm.WebApi.CommandLine;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Audit;

public sealed class AuditCommandUsageTests
{
    [Theory]
    [InlineData("audit")]
    [InlineData("audit", "verify", "--tenant", "x")]
    [InlineData("audit", "verify", "--known")]
    public async Task What_it_does_not_understand_is_told_in_one_line(params string[] arguments)
    {
        using var errors = new StringWriter();
        (await AuditCommand.RunAsync(arguments, TextWriter.Null, errors)).ShouldBe(1);

        errors.ToString().ShouldContain("Use: audit verify [--tenant ID] [--known FILE]");
    }
}
