using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Quartz;

namespace Crm.Infrastructure.Jobs;

/// <summary>Keeps how each job went the last time, for the platform's administrators.</summary>
internal sealed partial class JobRuns(NpgsqlDataSource database, ILogger<JobRuns> logger) : IJobListener
{
    private const string Keep = """
        insert into tenancy.job_run (tenant_id, name, ran_at, duration_ms, outcome, fault) values ($1, $2, $3, $4, $5, $6)
        on conflict (tenant_id, name) do update
        set ran_at = excluded.ran_at, duration_ms = excluded.duration_ms, outcome = excluded.outcome, fault = excluded.fault
        """;

    public string Name => nameof(JobRuns);

    public async ValueTask JobWasExecuted(
        IJobExecutionContext context,
        JobExecutionException? jobException,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            await KeepAsync(context, jobException?.GetBaseException().GetType().Name, cancellationToken);
        }
#pragma warning disable CA1031 // The job has done its work; that this was not noted must not look like its failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotKept(logger, context.JobDetail.Key.Name, exception);
        }
    }

    private async Task KeepAsync(IJobExecutionContext context, string? fault, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, TenantId.Platform);
        batch.Add(
            Keep,
            new NpgsqlParameter<Guid> { TypedValue = TenantId.Platform.Value },
            new NpgsqlParameter<string> { TypedValue = context.JobDetail.Key.Name },
            new NpgsqlParameter<DateTime> { TypedValue = context.FireTimeUtc.UtcDateTime },
            new NpgsqlParameter<int> { TypedValue = (int)context.JobRunTime.TotalMilliseconds },
            new NpgsqlParameter<string> { TypedValue = fault is null ? "succeeded" : "failed" },
            new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)fault ?? DBNull.Value }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The run of {Job} could not be noted")]
    private static partial void LogNotKept(ILogger logger, string job, Exception exception);
}
