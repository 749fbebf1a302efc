using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Messaging;

namespace Crm.Application.Messaging.Sending;

/// <summary>The one call for a message. Whatever happens around it, what the platform said is told.</summary>
internal sealed class MessageCall(IMessagingDb db, IAccountCaller caller)
{
    public async Task<CallEnd> SendAsync(MessagingAccount account, Conversation conversation, Message message)
    {
        var order = new MessageOrder(
            message.Reference,
            conversation.Phone ?? conversation.PlatformPhone,
            conversation.UserId,
            message.Content.Outgoing(),
            message.Postponements
        );
        CallEnd? end = null;
        var wasCalled = false;
        // The account's own rows are saved around the call: ours are not to be saved with them.
        db.Forget();
        try
        {
            await caller.CallAsync(
                account.Id,
                "send_message",
                async access =>
                {
                    wasCalled = true;
                    end = null;
                    try
                    {
                        var answer = await account.Sender.SendAsync(access, order, CancellationToken.None);
                        end = new CallEnd.Answered(answer);

                        return answer;
                    }
                    catch (ProviderException trouble)
                    {
                        end = new CallEnd.Failed(trouble);
                        throw;
                    }
                },
                answer => answer.RequestId,
                CancellationToken.None
            );
        }
        catch (ProviderException trouble)
        {
            // What was lost before the call, such as a token's renewal, was not the message.
            end ??= new CallEnd.Failed(wasCalled ? trouble : NotSent(trouble));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The platform's answer counts, also when the account's health could not be saved.
            end ??= wasCalled
                ? new CallEnd.Failed(Trouble(account, mayHaveHappened: true))
                : new CallEnd.Failed(Trouble(account, mayHaveHappened: false));
        }

        return end!;
    }

    private static ProviderException NotSent(ProviderException trouble) =>
        trouble.MayHaveHappened
            ? new(trouble.Code, trouble.Platform, trouble.Reason, trouble.RetryAfter)
            {
                RequestId = trouble.RequestId,
                ProviderCode = trouble.ProviderCode,
            }
            : trouble;

    private static ProviderException Trouble(MessagingAccount account, bool mayHaveHappened) =>
        new("provider_unavailable", account.Platform, reason: null, retryAfter: null)
        {
            MayHaveHappened = mayHaveHappened,
        };
}

internal abstract record CallEnd
{
    private CallEnd() { }

    public sealed record Answered(MessageAnswer Answer) : CallEnd;

    public sealed record Failed(ProviderException Trouble) : CallEnd;
}
