using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;

namespace Crm.Application.Publishing.Sending;

/// <summary>
/// How the one call went that must not be made twice, whatever became of the books around it: published is published, refused is
/// refused, and only what left without an answer is in doubt.
/// </summary>
/// <param name="intend">Commits the intent; at the last moment, so that what waits for its turn or for a token is in nobody's doubt.</param>
internal sealed class PublishingCall(Func<Task> intend)
{
    public bool IsIntended { get; private set; }

    public PostStep? Step { get; private set; }

    public ProviderException? Refusal { get; private set; }

    /// <summary>What a person is told of a failure that is no provider's answer.</summary>
    public static ProviderException Told(Exception exception, string platform) =>
        exception as ProviderException
        ?? (
            exception is NotFoundException
                ? new("integration_not_configured", platform, reason: null, retryAfter: null)
                : new("provider_unavailable", platform, exception.GetType().Name, retryAfter: null)
        );

    public async Task<PostStep> RunAsync(Func<Task<PostStep>> call)
    {
        // A refused token is renewed and the call made again: the same intent.
        if (!IsIntended)
        {
            await intend();
            IsIntended = true;
        }

        Refusal = null;
        try
        {
            Step = await call();

            return Step;
        }
        catch (ProviderException refusal)
        {
            Refusal = refusal;
            throw;
        }
    }

    /// <summary>Why there is no step, where nothing better is known than that this was thrown.</summary>
    public ProviderException Blame(Exception exception, string platform) =>
        exception is ProviderException told ? told
        : Refusal is not null ? Refusal
        : IsIntended
            ? new("provider_unavailable", platform, exception.GetType().Name, retryAfter: null)
            {
                MayHaveHappened = true,
            }
        : Told(exception, platform);
}
