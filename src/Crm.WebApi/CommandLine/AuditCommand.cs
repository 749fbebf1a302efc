using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Crm.Domain.Common;
using Crm.Infrastructure;
using Crm.Infrastructure.Audit;
using Crm.Infrastructure.Vault;
using Npgsql;

namespace Crm.WebApi.CommandLine;

/// <summary>
/// <c>audit verify [--tenant ID] [--known FILE]</c>: checks the audit chains of every tenant, or of one, with the settings of the
/// server, beside which it may run. FILE is an earlier report or a log: every head named in it must still be in its chain.
/// Answers 0 when every chain is whole, else 1.
/// </summary>
internal static partial class AuditCommand
{
    public const string Verb = "audit";

    private const string Usage = "Use: audit verify [--tenant ID] [--known FILE]";
    private const string UndefinedTable = "42P01";
    private const string UndefinedFunction = "42883";

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        using var signals = new ShutdownSignals();
        try
        {
            var tenant = Parse(args);
            var known = await ReadKnownAsync(ValueOf(args, "--known"), signals.Token);
            await using var database = await AuditDatabase.OpenAsync(args[2..], signals.Token);

            return await VerifyAsync(database.Verifier, tenant, known, output, signals.Token) ? 0 : 1;
        }
        catch (Exception exception) when (Explain(exception) is { } line)
        {
            await errors.WriteLineAsync(line);
            return 1;
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return 130;
        }
    }

    private static TenantId? Parse(string[] args)
    {
        var options = args.Skip(2).Where(arg => arg is "--tenant" or "--known").ToList();
        if (args is not [Verb, "verify", ..] || options.Exists(option => ValueOf(args, option) is null))
        {
            throw new StartupException(Usage);
        }

        return ValueOf(args, "--tenant") switch
        {
            null => null,
            var text when Guid.TryParse(text, out var id) => new TenantId(id),
            var text => throw new StartupException($"'{text}' is not a tenant's id. {Usage}"),
        };
    }

    private static async Task<bool> VerifyAsync(
        AuditVerifier verifier,
        TenantId? tenant,
        List<KnownHead> known,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        List<TenantId> tenants = tenant is { } one
            ? [one]
            : [.. (await verifier.ListAsync(cancellationToken)).Concat(known.Select(head => head.TenantId)).Distinct()];
        var broken = 0;
        foreach (var tenantId in tenants)
        {
            var report = await verifier.VerifyAsync(
                tenantId,
                [.. known.Where(head => head.TenantId == tenantId)],
                cancellationToken
            );
            broken += report.Faults.Count > 0 ? 1 : 0;
            await AuditReportText.WriteAsync(report, output);
        }

        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{tenants.Count} {(tenants.Count == 1 ? "chain" : "chains")} verified, {broken} broken"
            )
        );

        return broken == 0;
    }

    private static async Task<List<KnownHead>> ReadKnownAsync(string? file, CancellationToken cancellationToken)
    {
        var known = new List<KnownHead>();
        if (file is null)
        {
            return known;
        }

        await foreach (var line in File.ReadLinesAsync(file, cancellationToken))
        {
            if (HeadLine().Match(line) is { Success: true } match)
            {
                known.Add(
                    new(
                        new(Guid.Parse(match.Groups["tenant"].ValueSpan, CultureInfo.InvariantCulture)),
                        long.Parse(match.Groups["seq"].ValueSpan, CultureInfo.InvariantCulture),
                        match.Groups["hash"].Value
                    )
                );
            }
        }

        return known;
    }

    private static string? Explain(Exception exception) =>
        exception switch
        {
            StartupException => exception.Message,
            PostgresException { SqlState: UndefinedTable or UndefinedFunction } =>
                "The database is not migrated to this version yet: start the server once.",
            NpgsqlException => $"The database cannot be read: {exception.Message} Check CRM_DATABASE_URL.",
            CryptographicException =>
                $"The heads cannot be checked: {exception.Message} Set {EncryptionKeys.Setting} as the server has it.",
            IOException or UnauthorizedAccessException => exception.Message,
            InvalidDataException or FormatException =>
                $"The settings cannot be read: {exception.Message.ReplaceLineEndings(" ")}",
            _ => null,
        };

    private static string? ValueOf(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);

        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }

    // What a report prints and what the sealer logs, plain or as JSON.
    [GeneratedRegex(
        "(?<tenant>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})[: ].*?(?:head|come to) (?<seq>[0-9]{1,18}) (?<hash>[0-9a-f]{64})",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex HeadLine();
}
