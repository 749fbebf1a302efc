using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Identity.Passwords;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Email;

/// <summary>Sends what is due until nothing is left, then sleeps until it is woken or a second has passed. The log names no address.</summary>
internal sealed partial class MailWorker(
    MailLeases leases,
    IVault vault,
    IMailTransport transport,
    IServiceScopeFactory scopes,
    IWakeup wakeup,
    TimeProvider time,
    ILogger<MailWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan Nap = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(2);
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogTrouble(exception.GetType().Name);
                await Task.Delay(Nap, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        var taken = await leases.TakeAsync(CancellationToken.None);
        if (taken.Count == 0)
        {
            await wakeup.WaitAsync(MailQueue.Topic, Nap, stoppingToken);
            return;
        }

        foreach (var mail in taken)
        {
            // Returned at once when the server stops: nobody should wait for the lease to lapse.
            var nextDue = stoppingToken.IsCancellationRequested
                ? time.GetUtcNow()
                : await TrySendAsync(mail, stoppingToken);
            await leases.SettleAsync(mail, nextDue, CancellationToken.None);
        }
    }

    /// <returns>When to try again; null: never.</returns>
    private async Task<DateTimeOffset?> TrySendAsync(LeasedMail mail, CancellationToken stoppingToken)
    {
        try
        {
            await SendAsync(mail, stoppingToken);
            return null;
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            return time.GetUtcNow();
        }
        catch (Exception exception)
        {
            // A mail server's words repeat the address, so only the kind of failure is kept.
            return Postpone(mail, exception.GetType().Name);
        }
    }

    private async Task SendAsync(LeasedMail mail, CancellationToken cancellationToken)
    {
        var bytes = await vault.OpenBytesAsync(MailQueue.NameOf(mail.Id), mail.SealedContent, cancellationToken);
        var content = JsonSerializer.Deserialize<MailContent>(bytes)!;
        if (content.Template is MailTemplate.ResetPasswordWanted)
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope
                .ServiceProvider.GetRequiredService<IMediator>()
                .Send(new SendPasswordResets(content.To), cancellationToken);
            return;
        }

        await transport.SendAsync(mail.Id, MailTexts.Write(content), cancellationToken);
    }

    private DateTimeOffset? Postpone(LeasedMail mail, string failure)
    {
        var now = time.GetUtcNow();
        if (now - mail.CreatedAt >= GivenUpAfter)
        {
            LogGivenUp(mail.Id, mail.Attempts, failure);
            return null;
        }

        LogPostponed(mail.Id, mail.Attempts, failure);
        var pause = FirstPause * Math.Pow(2, Math.Min(mail.Attempts - 1, 16));

        return now + (pause < LongestPause ? pause : LongestPause);
    }

    [LoggerMessage(LogLevel.Warning, "The mail worker starts again after {Failure}.")]
    private partial void LogTrouble(string failure);

    [LoggerMessage(LogLevel.Warning, "Mail {MailId} could not be sent at attempt {Attempt}: {Failure}.")]
    private partial void LogPostponed(Guid mailId, int attempt, string failure);

    [LoggerMessage(LogLevel.Error, "Mail {MailId} is given up after {Attempt} attempts: {Failure}.")]
    private partial void LogGivenUp(Guid mailId, int attempt, string failure);
}
