using System.Net.Sockets;
using Crm.WebApi.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Errors;

public sealed class DatabaseOutageProblemTests
{
    public static TheoryData<Exception, string> Failures() =>
        new()
        {
            { new SocketException((int)SocketError.HostNotFound), "unavailable" },
            { new InvalidOperationException("retry", new SocketException((int)SocketError.TryAgain)), "unavailable" },
            { new NpgsqlException("broken", new IOException()), "unavailable" },
            { new DbUpdateException("save", Refusal(PostgresErrorCodes.AdminShutdown)), "unavailable" },
            { Refusal(PostgresErrorCodes.UniqueViolation), "internal_error" },
            { new InvalidOperationException("ours"), "internal_error" },
        };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_database_that_is_away_is_unavailable_and_nothing_else_is(Exception failure, string code) =>
        ExceptionProblems.Describe(new DefaultHttpContext(), failure).Code.ShouldBe(code);

    private static PostgresException Refusal(string state) => new("refused", "ERROR", "ERROR", state);
}
